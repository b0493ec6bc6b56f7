using System.Globalization;
using System.Xml.Linq;
using Assay.Learning.Images;
using Assay.Learning.Tests.Tagging;
using Assay.Learning.Vectors;
using SkiaSharp;

namespace Assay.Learning.Tests.Images;

public sealed class ImageDescriptorTests
{
    private const int Colours = 64, PartColours = 54;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    [InlineData(640, 480)]
    public void Every_size_of_image_has_one_length_of_numbers_from_0_to_1(int width, int height)
    {
        var random = new Random(width);
        var rgb = new byte[3 * width * height];
        random.NextBytes(rgb);
        var descriptor = ImageDescriptor.Of(width, height, rgb);
        descriptor.Length.ShouldBe(ImageDescriptor.Length);
        descriptor.ShouldAllBe(value => value >= 0 && value <= 1);
    }

    [Fact]
    public void A_plain_image_is_its_colour_without_edges()
    {
        var descriptor = ImageDescriptor.Of(50, 30, [.. Enumerable.Range(0, 1500).SelectMany(_ => new byte[] { 255, 0, 102 })]);
        descriptor[..Colours].Count(share => share > 0).ShouldBe(1);
        descriptor[(3 * 16) + (0 * 4) + 1].ShouldBe(1);
        for (var part = 0; part < 9; part++)
            descriptor[(Colours + (part * 6))..(Colours + (part * 6) + 6)].Zip([1 / 3f, 0, 0, 0, 0.4f / 3, 0]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-3);
        descriptor[(Colours + PartColours)..].ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Edges_are_told_by_their_direction_and_not_by_the_light()
    {
        var upright = Drawn((x, _) => x / 8 % 2 == 0 ? 40 : 80);
        Distance(upright, Drawn((x, _) => x / 8 % 2 == 0 ? 80 : 160)).ShouldBeLessThan(0.05);
        Distance(upright, Drawn((_, y) => y / 8 % 2 == 0 ? 40 : 80)).ShouldBeGreaterThan(0.7);

        static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Skip(Colours + PartColours).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    [Fact]
    public void Larger_and_smaller_copies_are_alike()
    {
        byte[] small = [.. Pixels(64, 64, (x, y) => (x * 3) ^ (y * 2))];
        byte[] large = [.. Pixels(192, 192, (x, y) => (x / 3 * 3) ^ (y / 3 * 2))];
        ImageDescriptor.Of(64, 64, small).Zip(ImageDescriptor.Of(192, 192, large)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    }

    [Fact]
    public void Pixels_that_are_too_few_or_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => ImageDescriptor.Of(2, 2, new byte[11])).Message.ShouldContain("12 bytes");
        Should.Throw<ArgumentException>(() => ImageDescriptor.Of(0, 2, [])).Message.ShouldContain("0 × 2");
    }

    [Fact]
    public void Blood_cells_of_new_photographs_are_told_apart()
    {
        var folder = Corpora.Find("../images/voc_bccd/Annotations/BloodImage_00009.xml");
        Assert.SkipUnless(folder is not null, "the shared reference data is not here");
        var files = Directory.GetFiles(Path.GetDirectoryName(folder)!).Order(StringComparer.Ordinal).ToArray();
        string[] names = ["RBC", "WBC", "Platelets"];
        var (train, test) = (Cells(files.Where((_, i) => i % 2 == 0)), Cells(files.Where((_, i) => i % 2 == 1)));
        var classifier = VectorClassifier.Train([.. train.Select(cell => cell.Descriptor)], [.. train.Select(cell => Array.IndexOf(names, cell.Name))], names.Length);
        var told = test.GroupBy(cell => cell.Name).ToDictionary(group => group.Key, group => (Right: group.Count(cell => Told(cell.Descriptor) == cell.Name), Of: group.Count()));
        told.Values.Average(one => one.Right / (double)one.Of).ShouldBeGreaterThan(0.9, string.Join(", ", told));
        DocumentationTests.PageOf("image-descriptor").ShouldContain(
            $"{told["RBC"].Right} of {told["RBC"].Of} red cells, {told["WBC"].Right} of {told["WBC"].Of} white cells, {told["Platelets"].Right} of {told["Platelets"].Of} platelets");

        string Told(float[] descriptor) => names[classifier.Probabilities(descriptor).Index().MaxBy(one => one.Item).Index];
    }

    private static List<(string Name, float[] Descriptor)> Cells(IEnumerable<string> files)
    {
        var cells = new List<(string Name, float[] Descriptor)>();
        foreach (var file in files)
        {
            using var photograph = SKBitmap.Decode(Path.Combine(Path.GetDirectoryName(file)!, "..", "JPEGImages", Path.GetFileNameWithoutExtension(file) + ".jpg"));
            foreach (var cell in XDocument.Load(file).Descendants("object"))
            {
                var box = cell.Element("bndbox")!.Elements().ToDictionary(side => side.Name.LocalName, side => int.Parse(side.Value, CultureInfo.InvariantCulture));
                var (left, top) = (Math.Clamp(box["xmin"], 0, photograph.Width - 1), Math.Clamp(box["ymin"], 0, photograph.Height - 1));
                var (right, bottom) = (Math.Clamp(box["xmax"], left + 1, photograph.Width), Math.Clamp(box["ymax"], top + 1, photograph.Height));
                var rgb = Enumerable.Range(top, bottom - top).SelectMany(y => Enumerable.Range(left, right - left).Select(x => photograph.GetPixel(x, y)))
                    .SelectMany(pixel => new[] { pixel.Red, pixel.Green, pixel.Blue }).ToArray();
                cells.Add((cell.Element("name")!.Value, ImageDescriptor.Of(right - left, bottom - top, rgb)));
            }
        }

        return cells;
    }

    private static float[] Drawn(Func<int, int, int> grey) => ImageDescriptor.Of(64, 64, [.. Pixels(64, 64, grey)]);

    private static IEnumerable<byte> Pixels(int width, int height, Func<int, int, int> grey) =>
        Enumerable.Range(0, width * height).SelectMany(pixel => Enumerable.Repeat((byte)grey(pixel % width, pixel / width), 3));
}
