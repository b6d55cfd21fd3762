using System.ComponentModel;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Binds settings. A value that is not of its setting's type stops the start like any other wrong one: with the name of the variable.</summary>
internal static class SettingsBinding
{
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class => services.AddOptions<T>()
        .Configure<IConfiguration>((settings, configuration) =>
        {
            var values = configuration.GetSection(section);
            string[] wrong = [.. Unreadable(typeof(T), values, section)];
            if (wrong.Length > 0)
            {
                throw new OptionsValidationException(section, typeof(T), wrong);
            }

            values.Bind(settings);
        })
        .ValidateOnStart();

    /// <summary>What to say of each value that is not of its setting's type, in lists of settings as well. The value is not repeated.</summary>
    private static IEnumerable<string> Unreadable(Type type, IConfiguration values, string variable) => type.GetProperties().SelectMany(property =>
        property.PropertyType.GenericTypeArguments is [{ IsClass: true } element]
            ? values.GetSection(property.Name).GetChildren().SelectMany(one => Unreadable(element, one, $"{variable}__{property.Name}__{one.Key}"))
            : values[property.Name] is { } text && !TypeDescriptor.GetConverter(property.PropertyType).IsValid(text)
                ? [$"{variable}__{property.Name} cannot be read. Set it to {KindOf(property.PropertyType)}, or unset it."]
                : []);

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(bool) ? "true or false" : "a whole number";
}
