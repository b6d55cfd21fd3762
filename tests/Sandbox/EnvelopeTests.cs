using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Sandbox.Tests;

public sealed class EnvelopeTests
{
    // openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048; used for nothing but this test.
    private const string PrivateKey = """
        -----BEGIN PRIVATE KEY-----
        MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQDU53Cgusn+FXJH
        o7Cz2YR2fkN3RqSmBjjXfSGawViJaZ/H3Td6Ox6fvBy2ZEVwkqltK5fmWsqS2RNl
        bHDCTFZuFjwtseQQoE1nP8BJTCMmZQLP42erU1nvMp3puXiq/KQRhexo2qVrli0m
        1MB55336RKQIzIdK6stbKsNuucE47wZFFhgBbskCdNCzHzO2hkseEwnUrFpGUdSS
        ISybk/f9JDrqH2LoWJjLsTnSG5kkg4590jbWDC74Effnm/Ll4yXwkJHaZxPmnPSR
        5+Bhqf0HNFHgOJz6UuxeJX23BW4BLEcAGq76ixR/BY0exBgA1Kcfnj4bWDFzIem2
        foO2I84LAgMBAAECggEACbcH4iWz2ubCoLc89G/8BeYsEPDFyZemF1sr4eJptld+
        BYI4KlkxRAuy6bW4n3LpzUP8efPxo3LJWkrw+ETAeuSD2XfxFrsh3RDBJvcU8YcR
        ckgHrn8uruYJ46TldzPxDqWkTIKRos+m/ssdf1KLYpSoQYiHsej135KbeV17jivw
        pW5qwGNpCu6dliXZ1D2LLjEsua5l2la9/HNWLYZP4K0XRKcz1vM0LTHEnWPekPet
        J2DxPLYfGgEYr6Po/uIsLR2CIL2UUc6mEg88mZ1fvgIy3g9tsAWzniKRDPvfapTo
        9142jp2FivPxCqJnSb79s2piCuEGs3w0ziVZNIP48QKBgQD9xLogpqiHO796Nrxn
        r3CxhNAcst2R4Iv963MIGbYW/s8dSXnjDwUWlzNrIc9XcN1386xABqDk1VEpo7Ct
        zTZlaYSJ0Q2DHCDZjoW3cP5q2y98ecfPcZ5zCbsJE4WOlT2Uo/Ix7fkUuowCdcFx
        RQ2wd5s/eCrXpoX4BjyU3XxtcQKBgQDWxrh9K8OGBDOaTglXpAIWxmMp1oIUDTT3
        zmp2GaTq4b5JF/tGkQeREO1zrXlqrWvzx4+s9phgVt6Jdj8FrmHtvqyPyKhx5cCk
        butI1ymM1Ovj+ToUlwKpXiiyDjZC8M4ptiflSYOPq7GR+Q4hAbEuhWubW05uFia6
        DuxBd1llOwKBgQCTh079tGW9WMrUbgXR8Xh+e0vRo1qUeApqr/rL9saZT8FwsUqe
        6hh3LafC3IEBwKfAGHVHM5NN9YWdw3/vSqIZCuL2jAZi9nNShzzNjG8cCBjvMI0s
        2EzZbArEGAlI/xIx263twP9RQbIrq/GtvAtdT+t9Vorxm+m+a0HE+Y5gwQKBgQCn
        ddxFJIlYBhCiIHRiVCuYzGhnJ6zWq5GAIf6aRNZ0mTz/yuYOGGiY8GTkS/8ecUd5
        lUDuMHuQqkrrTTpIWLZcY84ycdb8r5Ir45wqeDEacK3YW+uwQCpAGn2Kj1A5k357
        wV6MBWzB6bITSeh9Tc9zoW3MfT3C0hyx9464YLFgHwKBgQDHfty9kK4kgu4OTjLM
        OThTr+yJ3jfDqSLOdBiC0OD9KbMpnBMvA23g9OputQaIBOlZQCYGfk4BLP4Eoe3b
        2dxjYEwIOgGhrT7kKw0zIWn0hsN4LpjBXdP91Y8tVZYXr16LX3y+PHNPsd5cpGQu
        6lBG6daRsmdZyEe7GwX6fVuUMA==
        -----END PRIVATE KEY-----
        """;

    // The 32 bytes 00 01 02 … 1f: openssl pkeyutl -encrypt -pubin -inkey pub.pem -pkeyopt rsa_padding_mode:pkcs1 -in aes.bin | base64 -w0
    // The request: printf '{"start":0,"count":2}' | openssl enc -aes-256-ecb -K 000102…1f | base64 -w0
    private const string Body =
        """{"key":"X5pQiHiz1jWkyC21RZrnPssADliNdRLKx6VAZDGOe14OwfuwN4v2ptDUxLUFysGu8qji5tDnmGkKRr6+xy31PNqwtnpLlpiaJOVg2plntzah6MkUEJ6qdzpbr2/Ftt2bENcpE7dOER7GGj1gCkf3eWFC5N2gwfH8YIAreewVkTJuF/8zWPEuzmOuDeLezV1Liflob3UY5ueTlmyNyN8dX6/6FTSQlgBm9H8/O0mcNX0BhlLjRU1wQG0TCT763PlTxR3SxMpJ9LwCAsw3rXi9GyZvWUyipSoskvfzVxZfBUW8eRA7zF/SgJOXBB8TrxIWHyttUFqpjih8dGWZQ9Xfkw==","payload":"3lYPImrUMcc3/iPLI3dh7Aj7K+l1+CZBGDVUz7jBX6I="}""";

    [Fact]
    public void An_envelope_made_by_OpenSSL_opens()
    {
        using var key = RSA.Create();
        key.ImportFromPem(PrivateKey);

        var plain = Envelope.TryOpen(Encoding.UTF8.GetBytes(Body), key);

        Assert.Equal("""{"start":0,"count":2}""", Encoding.UTF8.GetString(plain ?? []));
    }
}
