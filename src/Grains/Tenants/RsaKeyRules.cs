using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Tenants;

/// <summary>What makes the RSA keys of onboarding valid.</summary>
internal static class RsaKeyRules
{
    /// <summary>
    /// The public keys after a change; a new private key goes to <paramref name="secrets"/>, what is wrong to <paramref name="errors"/>.
    /// Switching onboarding on without keys makes a pair, of which Jobvite knows nothing yet.
    /// </summary>
    public static (string? JobvitePublic, string? OurPublic, bool Made) Apply(
        ConfigureCompany command, CompanyState? stored, bool onboarding, Dictionary<string, string?> secrets, Dictionary<string, string> errors)
    {
        var jobvitePublic = ConfigurationRules.Changed(command.JobvitePublicRsaKey, stored?.JobvitePublicRsaKey);
        if (!string.IsNullOrEmpty(command.JobvitePublicRsaKey))
        {
            Try("jobvitePublicRsaKey", () => RsaKeyText.ImportPublic(command.JobvitePublicRsaKey).Dispose());
        }

        var ourPublic = stored?.OurPublicRsaKey;
        if (!string.IsNullOrEmpty(command.OurPrivateRsaKey))
        {
            Try("ourPrivateRsaKey", () =>
            {
                using var key = RsaKeyText.ImportPrivate(command.OurPrivateRsaKey);
                ourPublic = key.ExportSubjectPublicKeyInfoPem();
                secrets[SecretField.PrivateRsaKey] = key.ExportPkcs8PrivateKeyPem();
            });
        }

        if (!string.IsNullOrEmpty(command.OurPublicRsaKey))
        {
            Try("ourPublicRsaKey", () =>
            {
                using var key = RsaKeyText.ImportPublic(command.OurPublicRsaKey);
                if (key.ExportSubjectPublicKeyInfoPem() != ourPublic && !errors.ContainsKey("ourPrivateRsaKey"))
                {
                    errors["ourPublicRsaKey"] = "does not belong to ourPrivateRsaKey. Send both halves of one pair, or neither to have a new pair made.";
                }
            });
        }

        var made = onboarding && ourPublic is null && errors.Count == 0;
        if (made)
        {
            var pair = RsaKeyText.CreatePair();
            secrets[SecretField.PrivateRsaKey] = pair.PrivateKeyPem;
            ourPublic = pair.PublicKeyPem;
        }

        return (jobvitePublic, ourPublic, made);

        void Try(string field, Action import)
        {
            try
            {
                import();
            }
            catch (RsaKeyException exception)
            {
                errors[field] = exception.Message;
            }
        }
    }
}
