"""Forwards a TCP port of this machine to another one: forward.py PORT TO_PORT.

scripts/cluster puts it between a silo and PostgreSQL. Stopped with SIGSTOP it is a network that swallows everything; continued with SIGCONT
it delivers what had piled up.
"""

import asyncio
import sys

port, to_port = int(sys.argv[1]), int(sys.argv[2])


async def pour(reader, writer):
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def connect(reader, writer):
    try:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to_port)
    except OSError:
        writer.close()
        return
    await asyncio.gather(pour(reader, far_writer), pour(far_reader, writer))


async def main():
    async with await asyncio.start_server(connect, "127.0.0.1", port, backlog=500) as server:
        await server.serve_forever()


asyncio.run(main())
