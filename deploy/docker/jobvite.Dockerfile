# Silo, front end and stand-in from one build. scripts/images builds all three and says what they are; by hand:
#   docker build -f deploy/docker/jobvite.Dockerfile --target silo|front|sandbox .
# The migration step is the silo with the argument "migrate".

# scripts/images puts digests in place of these when deploy/docker/digests names some; scripts/images pin writes and renews that file.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-alpine

FROM ${SDK_IMAGE} AS build
# amd64 or arm64; from BuildKit and buildah, and amd64 without them.
ARG TARGETARCH=amd64
# What the runtime image is made with: musl for Alpine, empty for Debian.
ARG LIBC=musl
WORKDIR /src
# The packages first: they change less often than the sources, and this layer is then kept.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY eng/ eng/
COPY src/Directory.Build.props src/
COPY src/Grains.Interfaces/*.csproj src/Grains.Interfaces/
COPY src/Grains/*.csproj src/Grains/
COPY src/Jobvite.Client/*.csproj src/Jobvite.Client/
COPY src/Sandbox/*.csproj src/Sandbox/
COPY src/Silo/*.csproj src/Silo/
COPY src/Storage/*.csproj src/Storage/
COPY src/Telemetry/*.csproj src/Telemetry/
COPY src/Transport/*.csproj src/Transport/
COPY src/WebFrontend/*.csproj src/WebFrontend/
# Compiled for the machine beforehand (ReadyToRun): a third less processor time until a silo serves.
RUN echo "-r linux-${LIBC:+$LIBC-}$(echo "$TARGETARCH" | sed s/amd64/x64/) -p:PublishReadyToRun=true" > /platform \
 && for program in Silo WebFrontend Sandbox; do dotnet restore src/$program $(cat /platform) || exit 1; done
COPY .editorconfig ./
COPY src/ src/
RUN publish() { dotnet publish "src/$1" -c Release --no-restore --self-contained false $(cat /platform) -p:UseAppHost=false -o "/out/$2"; } \
 && publish Silo silo && publish WebFrontend front && publish Sandbox sandbox

# Alpine for its size and its wget, which the health checks need; tzdata for Jobvite's day, which is a Pacific one. Another base must bring both.
FROM ${RUNTIME_IMAGE} AS runtime
RUN if command -v apk >/dev/null; then apk add --no-cache tzdata; fi \
 && command -v wget >/dev/null && test -e /usr/share/zoneinfo/America/Los_Angeles
WORKDIR /app
# The file system is read-only: the runtime's diagnostic socket has no place, and nothing else is written.
ENV DOTNET_EnableDiagnostics=0 ASPNETCORE_HTTP_PORTS=8080
# The number of the user "app" of Microsoft's images; a number, so that Kubernetes sees that it is not root.
USER 1654
EXPOSE 8080
LABEL org.opencontainers.image.vendor="Jobvite.Orleans" org.opencontainers.image.documentation="docs/operations.md"

FROM runtime AS silo
LABEL org.opencontainers.image.title="jobvite-silo" org.opencontainers.image.description="Mirrors Jobvite into PostgreSQL: the actors; with the argument migrate, the schema"
COPY --from=build /out/silo .
EXPOSE 11111 30000
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD wget -q -O /dev/null http://127.0.0.1:8080/health/ready
ENTRYPOINT ["dotnet", "Jobvite.Silo.dll"]

FROM runtime AS front
LABEL org.opencontainers.image.title="jobvite-front" org.opencontainers.image.description="REST, webhooks and console in front of the silos"
COPY --from=build /out/front .
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD wget -q -O /dev/null http://127.0.0.1:8080/health/ready
ENTRYPOINT ["dotnet", "Jobvite.WebFrontend.dll"]

FROM runtime AS sandbox
LABEL org.opencontainers.image.title="jobvite-sandbox" org.opencontainers.image.description="A stand-in for Jobvite, for development"
COPY --from=build /out/sandbox .
EXPOSE 5090
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s CMD wget -q -O /dev/null http://127.0.0.1:5090/admin/state
ENTRYPOINT ["dotnet", "Jobvite.Sandbox.dll"]
CMD ["--urls", "http://0.0.0.0:5090"]
