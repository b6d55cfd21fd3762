using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Notices;

/// <summary>What tells companies of incidents.</summary>
internal static class NoticesRegistration
{
    /// <summary>Binds and checks <c>Jobvite__Notices</c>. The host registers <see cref="Storage.INoticeStore"/>; connections are those of <c>AddEndpoints</c>.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section).Configure<IConfiguration>((options, configuration) =>
        {
            options.SmtpPassword = configuration["JOBVITE_SMTP_PASSWORD"];
            options.PublicBaseUrl = configuration["Frontend:PublicBaseUrl"];
        }).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MailSender>();
        services.AddSingleton<SlackSender>();
        services.AddSingleton<NoticeSender>();
        services.AddSingleton<NoticeDelivery>();
        services.AddHostedService<NoticeWatch>();
        return services;
    }
}
