#!/bin/bash
# Makes an export of the Python module's table with OpenSSL 3 and coreutils, so that nothing in it comes from the code it tests: settings.ndjson and
# the same rows as settings.csv, as PostgreSQL writes it. Fixed inputs give fixed outputs, except for the RSA keys: those are new each time, and committed.
set -euo pipefail
cd "$(dirname "$0")"

# --- the module's two keys, and one that it never had
encryption_key=$(printf '%s' 'golden-encryption-key-32-bytes-!' | openssl base64 -A)
token_secret='golden-jwt-secret-of-the-python-module'
printf '%s\n' "$encryption_key" > encryption-key.txt
printf '%s\n' "$token_secret" > jwt-secret.txt
hex() { od -An -v -tx1 | tr -d ' \n'; }
ENC=$(printf '%s' "$encryption_key" | openssl base64 -d -A | hex)
JWT=$(openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt "pass:$token_secret" -kdfopt salt:jobvite_salt -kdfopt iter:100000 -binary PBKDF2 | hex)
OTHER=$(printf '%s' 'a-key-that-the-module-never-had!' | hex)

# seal KEY TEXT: Base64 of a 16-byte IV and AES-256-CBC with PKCS#7 padding. The IV is made of the text, so that the outcome stays the same.
seal() {
    local iv
    iv=$(printf '%s' "iv of $2" | openssl dgst -sha256 -binary | head -c 16 | hex)
    { printf '%s' "$iv" | xxd -r -p; printf '%s' "$2" | openssl enc -aes-256-cbc -K "$1" -iv "$iv"; } | openssl base64 -A
}

# damage BASE64: turns a bit in the last block but one, which garbles it and leaves the padding of the last alone.
damage() {
    local bytes at
    bytes=$(printf '%s' "$1" | openssl base64 -d -A | hex)
    at=$((${#bytes} - 96))
    printf '%s%02x%s' "${bytes:0:at}" $((0x${bytes:at:2} ^ 1)) "${bytes:at+2}" | xxd -r -p | openssl base64 -A
}

# --- key pairs: ours and Jobvite's
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out our-private.pem
openssl rsa -in our-private.pem -pubout -out our-public.pem 2>/dev/null
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out jobvite-private.pem
openssl rsa -in jobvite-private.pem -pubout -out jobvite-public.pem 2>/dev/null
our_private=$(cat our-private.pem) our_public=$(cat our-public.pem) jobvite_public=$(cat jobvite-public.pem)

# --- the table
: > settings.ndjson
columns=(tenant_id environment api_key api_secret_encrypted company_id webhook_signing_key_encrypted our_public_rsa_key our_private_rsa_key_encrypted
    jobvite_public_rsa_key service_account_username service_account_password_encrypted sync_config is_active created_at)
(IFS=,; printf '%s\n' "${columns[*]}") > settings.csv

json() {
    if [[ -z $1 ]]; then printf 'null'; else
        local text=${1//\\/\\\\}
        text=${text//\"/\\\"}
        printf '"%s"' "${text//$'\n'/\\n}"
    fi
}
csv() { if [[ $1 == *[,\"$'\n']* ]]; then printf '"%s"' "${1//\"/\"\"}"; else printf '%s' "$1"; fi; }

# row VALUE...: one for each column but the last.
row() {
    local i line='' object='' values=("$@" '2025-03-01 09:30:00')
    for i in "${!columns[@]}"; do
        line+=,$(csv "${values[i]}")
        object+=",\"${columns[i]}\":$(json "${values[i]}")"
    done
    printf '%s\n' "${line:1}" >> settings.csv
    printf '{%s}\n' "${object:1}" >> settings.ndjson
}

# plain KEY TENANT ENVIRONMENT COMPANY CONFIG ACTIVE: what most customers have.
plain() {
    row "$2" "$3" "key-of-$4" "$(seal "$1" "secret-of-$4")" "$4" "$(seal "$1" "signing-key-of-$4")" '' '' '' '' '' "$5" "$6"
}

# onboarding KEY TENANT COMPANY: with everything.
onboarding() {
    row "$2" stage "key-of-$3" "$(seal "$1" "secret-of-$3")" "$3" "$(seal "$1" "signing-key-of-$3")" "$our_public" "$(seal "$1" "$our_private")" "$jobvite_public" \
        "service@$3" "$(seal "$1" "password-of-$3")" '{"syncOnboarding": true, "onboardingFilters": {"status": "active"}}' t
}

plain "$ENC" 101 stage acme101 '{"syncJobs": true, "intervalMinutes": 30, "candidateFilters": {"department": "Care, \"acute\""}}' t
plain "$JWT" 102 prod acme102 '{"sync_candidates": true, "full_sync_hours": 48}' true
plain "$ENC" 103 Staging acme103 '' 1
onboarding "$ENC" 104 acme104
onboarding "$JWT" 105 acme105
row 106 stage key-of-acme106 "$(seal "$ENC" secret-of-acme106)" acme106 "$(seal "$JWT" signing-key-of-acme106)" '' '' '' '' '' '{}' t
plain "$ENC" 107 stage acme107 '{}' f
row 108 stage key-of-acme108 garbage acme108 '' '' '' '' '' '' 'no JSON' 0
row 109 stage key-of-acme109 '%%% no Base64 %%%' acme109 '' '' '' '' '' '' '{}' t
row 110 stage key-of-acme110 "$(seal "$ENC" secret-of-acme110 | openssl base64 -d -A | head -c 40 | openssl base64 -A)" acme110 '' '' '' '' '' '' '{}' t
row 111 stage key-of-acme111 "$(damage "$(seal "$ENC" 'a-secret-of-acme111-that-is-longer-than-a-block')")" acme111 "$(seal "$ENC" signing-key-of-acme111)" '' '' '' '' '' '{}' t
plain "$OTHER" 112 stage acme112 '{}' t
row 113 stage '' "$(seal "$ENC" secret-of-acme113)" acme113 '' '' '' '' '' '' '{}' t
plain "$ENC" 114 stage acme114 '{"syncJobs": tru' t
plain "$ENC" 115 qa acme115 '{}' t
plain "$ENC" 116 stage acme116 '{}' t
plain "$JWT" 117 stage acme116 '{}' t
plain "$ENC" acme stage acme118 '{}' t
plain "$ENC" 119 stage acme119 '{"syncJobs": true, "webhookRetries": 3, "notify_email": "ann@example.com"}' t
plain "$ENC" 120 stage acme120 '{"intervalMinutes": "often"}' t
plain "$ENC" 121 stage 'acme 121' '{}' t
row 122 stage key-of-acme122 "$(seal "$ENC" secret-of-acme122)" acme122 '' '' '' '' service@acme122 '' '{}' t
row 123 stage key-of-acme123 "$(seal "$ENC" secret-of-acme123)" acme123 '' "$jobvite_public" "$(seal "$ENC" "$our_private")" '' '' '' '{}' t
plain "$ENC" 124 stage acme124 '{"intervalMinutes": 1}' t
plain "$ENC" 125 stage acme125 '{}' t
plain "$ENC" 125 prod acme125-prod '{}' t

# --- a key that is no Base64: the module took its text, filled up with '0' or cut to 32 bytes. One line each: the text, and what it sealed.
printf '%s|%s\n' 'short key!' "$(seal "$(printf '%s' 'short key!0000000000000000000000' | hex)" 'sealed with a short text')" > text-keys.txt
printf '%s|%s\n' 'a text that has more than thirty-two bytes' "$(seal "$(printf '%s' 'a text that has more than thirty' | hex)" 'sealed with a long text')" >> text-keys.txt
