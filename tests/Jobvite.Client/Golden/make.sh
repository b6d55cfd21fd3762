#!/bin/sh
# Makes every vector in this folder with OpenSSL 3 and coreutils, so that none comes from the code it tests.
# Fixed inputs give fixed outputs, except for the RSA keys and what they wrap: those are new each time, and committed.
set -eu
cd "$(dirname "$0")"

b64() { openssl base64 -A; }

# --- HMAC headers: Base64(HMAC-SHA256(secret, "key|epoch"))
printf '%s' 'acme_api_key|1700000000' | openssl dgst -sha256 -hmac 'acme_api_secret' -binary | b64 > hmac-ascii.txt
printf '%s' 'schlüssel|1893456000' | openssl dgst -sha256 -hmac 'geheimnis-ß-秘密' -binary | b64 > hmac-utf8.txt

# --- Webhook signatures: Base64(HMAC-SHA256(signing key, raw body))
printf '%s' '{"eventType":"workflowUpdate","candidateId":"c1aBcDeF","applicationId":"a9ZyXwVu"}' > webhook-body.json
openssl dgst -sha256 -hmac 'webhook-signing-key' -binary webhook-body.json | b64 > webhook-signature.txt
printf '' | openssl dgst -sha256 -hmac 'webhook-signing-key' -binary | b64 > webhook-signature-empty.txt

# --- RSA keys in every form that people paste
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private-pkcs8.pem
openssl rsa -in private-pkcs8.pem -traditional -out private-pkcs1.pem 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in private-pkcs8.pem -outform DER | b64 > private-pkcs8.der.b64
openssl rsa -in private-pkcs8.pem -traditional -outform DER 2>/dev/null | b64 > private-pkcs1.der.b64
openssl rsa -in private-pkcs8.pem -pubout -out public-spki.pem 2>/dev/null
openssl rsa -in private-pkcs8.pem -RSAPublicKey_out -out public-pkcs1.pem 2>/dev/null
openssl rsa -in private-pkcs8.pem -pubout -outform DER 2>/dev/null | b64 > public-spki.der.b64
openssl rsa -in private-pkcs8.pem -RSAPublicKey_out -outform DER 2>/dev/null | b64 > public-pkcs1.der.b64
openssl pkcs8 -topk8 -in private-pkcs8.pem -passout pass:golden -out private-encrypted.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 | openssl rsa -pubout -out public-1024.pem 2>/dev/null
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkey -pubout -out public-ec.pem 2>/dev/null
openssl req -x509 -key private-pkcs8.pem -subj /CN=golden -days 1 -out certificate.pem 2>/dev/null

# --- Envelopes: the AES key wrapped with RSA PKCS#1 v1.5, the JSON with AES-256-ECB under three paddings
printf '%s' 'golden-aes-key-of-32-bytes-012345' | head -c 32 > key.bin
KEY=$(od -An -v -tx1 key.bin | tr -d ' \n')
wrap() { openssl pkeyutl -encrypt -pubin -inkey public-spki.pem -pkeyopt rsa_padding_mode:pkcs1 -in "$1" | b64; }
envelope() { printf '{"key":"%s","payload":"%s"}' "$1" "$2"; }

printf '%s' '{"processes":[{"processId":"65f0c0ffee0123456789abcd","status":"active"}],"total":1}' > plain.json
envelope "$(wrap key.bin)" "$(openssl enc -aes-256-ecb -K $KEY -in plain.json | b64)" > envelope-pkcs7.json

# Zero padding: filled with NUL to the next 16 bytes.
size=$(wc -c < plain.json); { cat plain.json; head -c $(( (16 - size % 16) % 16 )) /dev/zero; } > zero.bin
envelope "$(wrap key.bin)" "$(openssl enc -aes-256-ecb -K $KEY -nopad -in zero.bin | b64)" > envelope-zero.json

# No padding: a text of exactly 48 bytes.
printf '%s' '{"tasks":[{"taskId":"t-1","type":"W4"}]        }' > unpadded.json
[ "$(wc -c < unpadded.json)" = 48 ]
envelope "$(wrap key.bin)" "$(openssl enc -aes-256-ecb -K $KEY -nopad -in unpadded.json | b64)" > envelope-none.json

# A wrapped key with more than 32 bytes, of which Jobvite's sample uses the first 32.
{ cat key.bin; printf 'surplus-bytes'; } > long.bin
envelope "$(wrap long.bin)" "$(openssl enc -aes-256-ecb -K $KEY -in plain.json | b64)" > envelope-long-key.json
rm -f key.bin long.bin zero.bin
