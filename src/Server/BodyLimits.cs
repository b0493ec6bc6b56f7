using Microsoft.AspNetCore.Http.Metadata;

namespace Assay.Server;

/// <summary>How large a request's body may be. Larger ones end in 413 before they are read.</summary>
public static class BodyLimits
{
    public const long Ordinary = 1_000_000;

    /// <summary>What a person types: a draft.</summary>
    public const long Draft = 256 * 1024;

    /// <summary>What models send: a batch of predictions, masks among them.</summary>
    public const long Predictions = 32_000_000;

    /// <summary>How a weak model is set up: rules with their words.</summary>
    public const long ModelSetup = 8_000_000;

    /// <summary>A Label Studio label config, as JSON writes a million characters.</summary>
    public const long LabelConfig = 4_000_000;

    public static TBuilder Limited<TBuilder>(this TBuilder builder, long bytes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Limit(bytes));

    private sealed record Limit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
