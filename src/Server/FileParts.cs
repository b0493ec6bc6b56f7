using System.Runtime.CompilerServices;
using Assay.Model;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Assay.Server;

/// <summary>The files of a multipart body, one after the other as they arrive: nothing is buffered, so each must be read before the next.</summary>
public static class FileParts
{
    private const int LongestBoundary = 200;

    /// <summary>Headers of a part, which hold the path of its file.</summary>
    private const int LongestHeaders = 16_384;

    /// <summary>Path of the file within what was chosen, and its content.</summary>
    /// <exception cref="Invalid">The body is of another kind, or holds no file.</exception>
    public static async IAsyncEnumerable<(string Name, Stream Content)> Of(HttpRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            throw new Invalid("body", "multipart", "Send the files as multipart/form-data, each as a part with its path as file name.");
        var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = LongestHeaders };
        var count = 0;
        while (await Next(reader, cancellation) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
            if (string.IsNullOrEmpty(name))
                continue;
            count++;
            yield return (name, new PartStream(part.Body));
        }

        if (count == 0)
            throw new Invalid("body", "required", "The body holds no file: a part with a file name.");
    }

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["file"] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.Array,
                                Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                                Description = "The files; the file name of each part is its path within the folder.",
                            },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    private static async Task<MultipartSection?> Next(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (Exception error) when (PartStream.IsBroken(error))
        {
            throw PartStream.Broken();
        }
    }
}
