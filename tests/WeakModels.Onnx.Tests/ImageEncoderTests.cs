using System.Text.Json;
using Assay.WeakModels.Onnx.Encoders;

namespace Assay.WeakModels.Onnx.Tests;

/// <summary>Image encoders against a reference that resizes by Pillow and computes in numpy; see make_encoders.py.</summary>
public sealed class ImageEncoderTests
{
    private static readonly JsonElement Expected = JsonElement.Parse(File.ReadAllText(Fixtures.Folder("encoders.json")));

    [Fact]
    public void Resizing_gives_the_levels_that_Pillow_gives()
    {
        foreach (var one in Expected.GetProperty("resized").EnumerateArray())
        {
            var (width, height, to) = (one.GetProperty("width").GetInt32(), one.GetProperty("height").GetInt32(), Fixtures.Ids(one.GetProperty("to")));
            var filter = one.GetProperty("filter").GetInt32();
            Resampling.Resize(Image(width, height), width, height, to[0], to[1], filter).Select(level => (int)level)
                .ShouldBe(Fixtures.Ids(one.GetProperty("levels")), $"filter {filter}, {width} × {height} to {to[0]} × {to[1]}");
        }
    }

    [Theory]
    [InlineData("encoder-clip", 5, 1e-4)]
    [InlineData("encoder-vit", 6, 1e-4)]
    [InlineData("encoder-old", 6, 1e-4)]
    [InlineData("encoder-half", 6, 5e-3)]
    public void Pixels_and_vectors_are_those_of_the_reference(string name, int length, double tolerance)
    {
        var processor = ImageProcessor.Read(Fixtures.Open(name));
        using var encoder = ImageEncoder.Open(Fixtures.Open(name));
        encoder.Length.ShouldBe(length);
        foreach (var one in Expected.GetProperty("encoders").GetProperty(name).EnumerateArray())
        {
            var (width, height) = (one.GetProperty("width").GetInt32(), one.GetProperty("height").GetInt32());
            var pixels = processor.Apply(width, height, Image(width, height)).Values.Where((_, place) => place % 17 == 0);
            pixels.Zip(Fixtures.Numbers(one.GetProperty("pixels"))).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5, $"{width} × {height}");
            var vector = encoder.Encode(width, height, Image(width, height));
            vector.Zip(Fixtures.Numbers(one.GetProperty("vector"))).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < tolerance, $"{width} × {height}");
        }
    }

    [Fact]
    public void Of_a_strip_the_middle_is_taken()
    {
        using var encoder = ImageEncoder.Open(Fixtures.Open("encoder-clip"));
        var strip = Image(2, 100_000);
        encoder.Encode(2, 100_000, strip).ShouldBe(encoder.Encode(2, 32, strip.AsSpan(6 * 49_984, 6 * 32)));
    }

    [Fact]
    public void The_identity_is_of_the_graph_and_of_what_becomes_of_images()
    {
        using var copy = Fixtures.CopyOf("encoder-clip");
        using var before = ImageEncoder.Open(copy.Open());
        copy.Replace("preprocessor_config.json", "\"resample\": 3", "\"resample\": 2");
        using var after = ImageEncoder.Open(copy.Open());
        after.Identity.ShouldNotBe(before.Identity);
        before.Side.ShouldBe(16);
        Should.Throw<ArgumentException>(() => before.Encode(2, 2, new byte[11])).Message.ShouldContain("12 bytes");
    }

    public static TheoryData<string, string, Action<Fixtures.Copy>> Broken => new()
    {
        { "encoder-clip", "preprocessor_config.json is missing", folder => folder.Delete("preprocessor_config.json") },
        { "encoder-clip", "holds no graph", folder => folder.Delete("model.onnx") },
        { "encoder-clip", "is no graph that ONNX Runtime can read", folder => folder.Write("model.onnx", "nonsense") },
        { "encoder-logits", "gives logits and no image_embeds or pooler_output or last_hidden_state; what is needed is the vision part", _ => { } },
        { "bert", "preprocessor_config.json is missing", _ => { } },
        { "bert", "asks for the input \"input_ids\"", folder => folder.Write("preprocessor_config.json", """{"size":8}""") },
        { "encoder-vit", "wants images of 20 × 12 pixels, and by preprocessor_config.json they become 12 × 12", folder => folder.Replace("preprocessor_config.json", "\"width\": 20", "\"width\": 12") },
        { "encoder-vit", "they become of any size", folder => folder.Write("preprocessor_config.json", """{"size":{"shortest_edge":12}}""") },
        { "encoder-clip", "lacks size", folder => folder.Write("preprocessor_config.json", """{"do_resize":true}""") },
        { "encoder-clip", "size should be a number, {\"shortest_edge\"", folder => folder.Write("preprocessor_config.json", """{"size":{"longest_edge":16}}""") },
        { "encoder-clip", "size should be from 1 to 4096 pixels", folder => folder.Write("preprocessor_config.json", """{"size":0}""") },
        { "encoder-clip", "crop_size should be a number or {\"height\"", folder => folder.Write("preprocessor_config.json", """{"size":16,"do_center_crop":true,"crop_size":"x"}""") },
        { "encoder-clip", "lacks image_std", folder => folder.Write("preprocessor_config.json", """{"size":16,"image_mean":[0,0,0]}""") },
        { "encoder-clip", "image_mean should be three numbers", folder => folder.Write("preprocessor_config.json", """{"size":16,"image_mean":[0.5],"image_std":[1,1,1]}""") },
        { "encoder-clip", "image_std should be three numbers that are not 0", folder => folder.Write("preprocessor_config.json", """{"size":16,"image_mean":[0,0,0],"image_std":[1,0,1]}""") },
        { "encoder-clip", "says resample 5", folder => folder.Write("preprocessor_config.json", """{"size":16,"resample":5}""") },
        { "encoder-clip", "do_resize should be true or false", folder => folder.Write("preprocessor_config.json", """{"do_resize":"yes"}""") },
        { "encoder-clip", "rescale_factor should be a number", folder => folder.Write("preprocessor_config.json", """{"size":16,"rescale_factor":"x"}""") },
        { "encoder-clip", "sets crop_pct, which is not done here", folder => folder.Write("preprocessor_config.json", """{"size":16,"crop_pct":0.875}""") },
        { "encoder-clip", "fails on pixel_values [1, 3, 2, 2]", folder => folder.Write("preprocessor_config.json", """{"size":2,"image_processor_type":"X"}""") },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_folder_that_is_not_as_published_is_told_with_what_would_be_right(string folder, string said, Action<Fixtures.Copy> breaks)
    {
        using var copy = Fixtures.CopyOf(folder);
        breaks(copy);
        Should.Throw<UnfitModel>(() => ImageEncoder.Open(copy.Open()).Dispose()).Message.ShouldContain(said);
    }

    private static byte[] Image(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    rgb[(3 * ((y * width) + x)) + c] = (byte)(((x * x * 3) + (y * 7 * (c + 1)) + (x * y * (c + 2)) + (31 * c)) % 256);
        return rgb;
    }
}
