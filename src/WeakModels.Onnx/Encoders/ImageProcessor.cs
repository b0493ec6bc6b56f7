using System.Text.Json;

namespace Assay.WeakModels.Onnx.Encoders;

/// <summary>
/// What becomes of an image before it goes into a graph, by its <c>preprocessor_config.json</c>: resized, cut to its centre, its levels scaled and brought to a mean and a deviation.
/// </summary>
internal sealed class ImageProcessor
{
    private const string File = "preprocessor_config.json";
    /// <summary>Of an image so many times as long as wide, or more, the middle is taken: its shorter side would make it very long.</summary>
    private const int Longest = 16;

    private const int Most = 4_096, Bilinear = 2, Bicubic = 3;

    private readonly string path;
    private readonly (int Width, int Height)? size, crop;
    private readonly int? shortest;
    private readonly int filter;
    private readonly double factor = 1;
    private readonly float[]? means, deviations;

    private ImageProcessor(JsonElement config, string path)
    {
        this.path = path;
        var isClip = (Text(config, "image_processor_type") ?? Text(config, "feature_extractor_type"))?.StartsWith("CLIP", StringComparison.Ordinal) == true;
        foreach (var unknown in (string[])["crop_pct", "do_pad", "do_flip_channel_order", "do_reduce_labels"])
            if (config.TryGetProperty(unknown, out var set) && set.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
                throw new UnfitModel($"{path} sets {unknown}, which is not done here; sizes, crops, scales and means are");
        if (Is(config, "do_resize", otherwise: true))
            (size, shortest) = SizeOf(config, isClip);
        if (Is(config, "do_center_crop", otherwise: false))
            crop = Sides(Needed(config, "crop_size"), "crop_size");
        if (Is(config, "do_rescale", otherwise: true))
            factor = config.TryGetProperty("rescale_factor", out var by) ? by.ValueKind == JsonValueKind.Number ? by.GetDouble() : throw Wrong("rescale_factor", "a number") : 1 / 255.0;
        if (Is(config, "do_normalize", otherwise: config.TryGetProperty("image_mean", out _)))
            (means, deviations) = (Colours(config, "image_mean"), Colours(config, "image_std"));
        filter = config.TryGetProperty("resample", out var way) && way.ValueKind == JsonValueKind.Number ? way.GetInt32() : isClip ? Bicubic : Bilinear;
        if (!Resampling.Known.Contains(filter))
            throw new UnfitModel($"{path} says resample {filter}; 0 (nearest), 1 (Lanczos), 2 (bilinear), 3 (bicubic) and 4 (box) are known");
        if (deviations?.Any(one => one == 0) == true)
            throw Wrong("image_std", "three numbers that are not 0");
    }

    /// <exception cref="UnfitModel">The file is missing, or says what is not done here.</exception>
    public static ImageProcessor Read(ModelFolder folder) => new(
        folder.Json(File) ?? throw new UnfitModel($"{Path.Combine(folder.Root, File)} is missing; it says how images are resized, cut and scaled for the model"), Path.Combine(folder.Root, File));

    /// <summary>Width and height of what goes into the graph; null where they depend on the image.</summary>
    public (int Width, int Height)? Fixed => crop ?? size;

    /// <summary>Pixels of the shorter side from which on more are lost.</summary>
    public int Side => shortest ?? (size is { } both ? Math.Max(both.Width, both.Height) : crop is { } cut ? Math.Max(cut.Width, cut.Height) : Most);

    /// <summary>The levels of red, then of green, then of blue, row by row.</summary>
    /// <param name="width">Of the image.</param>
    /// <param name="height">Of the image.</param>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    public Pixels Apply(int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (shortest is not null && Math.Max(width, height) > Longest * (long)Math.Min(width, height))
        {
            var middle = Middle(width, height, rgb);
            return Apply(middle.Width, middle.Height, middle.Rgb);
        }

        var (toWidth, toHeight) = size ?? (shortest is { } side ? Shortest(width, height, side) : (width, height));
        var resized = (toWidth, toHeight) == (width, height) ? rgb.ToArray() : Resampling.Resize(rgb, width, height, toWidth, toHeight, filter);
        var (cutWidth, cutHeight) = crop ?? (toWidth, toHeight);

        // of an image smaller than the cut what lies outside is black
        var (left, top) = ((int)Math.Floor((toWidth - cutWidth) / 2.0), (int)Math.Floor((toHeight - cutHeight) / 2.0));
        var values = new float[3 * cutWidth * cutHeight];
        for (var colour = 0; colour < 3; colour++)
            for (var y = 0; y < cutHeight; y++)
                for (var x = 0; x < cutWidth; x++)
                {
                    var (fromX, fromY) = (x + left, y + top);
                    var level = fromX >= 0 && fromX < toWidth && fromY >= 0 && fromY < toHeight ? (float)(resized[(3 * ((fromY * toWidth) + fromX)) + colour] * factor) : 0;
                    values[(((colour * cutHeight) + y) * cutWidth) + x] = means is null ? level : (level - means[colour]) / deviations![colour];
                }

        return new Pixels(cutWidth, cutHeight, values);
    }

    private static (int Width, int Height, byte[] Rgb) Middle(int width, int height, ReadOnlySpan<byte> rgb)
    {
        var (keptWidth, keptHeight) = (Math.Min(width, Longest * height), Math.Min(height, Longest * width));
        var kept = new byte[3 * keptWidth * keptHeight];
        for (var y = 0; y < keptHeight; y++)
            rgb.Slice(3 * ((((height - keptHeight) / 2) + y) * width + ((width - keptWidth) / 2)), 3 * keptWidth).CopyTo(kept.AsSpan(3 * y * keptWidth));
        return (keptWidth, keptHeight, kept);
    }

    private static (int, int) Shortest(int width, int height, int side)
    {
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        var other = (int)((long)side * longer / shorter);
        return width <= height ? (side, other) : (other, side);
    }

    /// <summary>An integer means the shorter side for CLIP, and a square for the others.</summary>
    private ((int, int)? Both, int? Shortest) SizeOf(JsonElement config, bool isClip)
    {
        var value = Needed(config, "size");
        if (value.ValueKind == JsonValueKind.Number)
            return isClip ? (null, Whole(value, "size")) : ((Whole(value, "size"), Whole(value, "size")), null);
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("shortest_edge", out var edge) && !value.TryGetProperty("longest_edge", out _)
            ? (null, Whole(edge, "size.shortest_edge")) : (Sides(value, "size"), null);
    }

    private (int Width, int Height) Sides(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number) return (Whole(value, name), Whole(value, name));
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("width", out var width) || !value.TryGetProperty("height", out var height))
            throw Wrong(name, name == "size" ? "a number, {\"shortest_edge\": …} or {\"height\": …, \"width\": …}" : "a number or {\"height\": …, \"width\": …}");
        return (Whole(width, name), Whole(height, name));
    }

    private int Whole(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 1 and <= Most ? number : throw Wrong(name, $"from 1 to {Most} pixels");

    private JsonElement Needed(JsonElement config, string name) => config.TryGetProperty(name, out var value) ? value : throw new UnfitModel($"{path} lacks {name}");

    private float[] Colours(JsonElement config, string name)
    {
        var value = Needed(config, name);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 3 && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Number)
            ? [.. value.EnumerateArray().Select(one => one.GetSingle())] : throw Wrong(name, "three numbers, of red, green and blue");
    }

    private bool Is(JsonElement config, string name, bool otherwise) => !config.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : value.ValueKind == JsonValueKind.Null ? otherwise : throw Wrong(name, "true or false");

    private static string? Text(JsonElement config, string name) => config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private UnfitModel Wrong(string name, string right) => new($"{path}: {name} should be {right}");
}

/// <summary>An image as a graph takes it.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Values">The levels of red, then of green, then of blue, row by row.</param>
internal readonly record struct Pixels(int Width, int Height, float[] Values);
