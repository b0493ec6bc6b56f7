using System.Globalization;
using System.Xml.Linq;
using Assay.Learning.Images;
using Assay.Learning.Tests.Tagging;
using Assay.Learning.Vectors;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Sampling;
using SkiaSharp;

namespace Assay.Benchmarks;

/// <summary>
/// What active learning gains over labeling at random for images: the mean recall of three kinds of blood cells by the cells labeled, described by colours and edges. Writes its table into
/// docs/methods/learning-curves.md.
/// </summary>
internal static class ImageCurvesBenchmark
{
    private const int First = 10, Step = 5, Steps = 10;

    private static readonly string[] Names = ["RBC", "WBC", "Platelets"];

    private static readonly IStrategy[] Compared = [Hybrid.Instance, Margin.Instance, Badge.Instance, TypiClust.Instance];

    public static async Task Run(Report report)
    {
        var seeds = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_SEEDS") ?? "5", CultureInfo.InvariantCulture);
        var photographs = Read();
        using var words = new StringWriter();
        var page = new Report(words);
        page.Table([.. (string[])["set", "cells, of each kind", "random: area, at the end", "all of the pool labeled"], .. Compared.Select(strategy => $"{strategy.Name}, at the end")]);
        IStrategy[] strategies = [RandomOrder.Instance, .. Compared];
        var curves = strategies.ToDictionary(strategy => strategy, _ => new double[seeds][]);
        var whole = new double[seeds];
        for (var seed = 0; seed < seeds; seed++)
        {
            int[] order = [.. Enumerable.Range(0, photographs.Count)];
            new Random(seed).Shuffle(order);
            Cell[] pool = [.. order[..(order.Length / 2)].SelectMany(photo => photographs[photo])], tests = [.. order[(order.Length / 2)..].SelectMany(photo => photographs[photo])];
            whole[seed] = Recall(Train(pool), tests);
            foreach (var strategy in strategies)
                curves[strategy][seed] = Of(pool, tests, strategy, seed);
        }

        var random = curves[RandomOrder.Instance];
        page.Row(
        [
            "BCCD cells", string.Join(", ", Enumerable.Range(0, Names.Length).Select(kind => photographs.Sum(photo => photo.Count(cell => cell.Kind == kind)))),
            $"{random.Average(curve => curve.Average()):F3}, {random.Average(curve => curve[^1]):F3}", $"{whole.Average():F3}",
            .. Compared.Select(strategy => $"{CurveGain.Of(curves[strategy].Zip(random, (own, other) => own.Average() - other.Average()))}, {curves[strategy].Average(curve => curve[^1]):F3}"),
        ]);
        page.Note($"Written by `bench/run image-curves`, {seeds} seeds.");
        report.Note(words.ToString());
        await DocsPage.Write("docs/methods/learning-curves.md", "image curves", words.ToString());
    }

    private static double[] Of(Cell[] pool, Cell[] tests, IStrategy strategy, int seed)
    {
        Half[][] rows = [.. pool.Select(cell => Array.ConvertAll(cell.Descriptor, number => (Half)number))];
        var vectors = new ImagePool(0, 0, "descriptor-1", rows, new Dictionary<long, int>());
        int[] order = [.. Enumerable.Range(0, pool.Length)];
        new Random(1_000 + seed).Shuffle(order);
        var labeled = order[..First];
        var recalls = new double[Steps + 1];
        for (var step = 0; ; step++)
        {
            var model = Train([.. labeled.Select(place => pool[place])]);
            recalls[step] = Recall(model, tests);
            if (step == Steps)
                return recalls;
            int[] open = [.. Enumerable.Range(0, pool.Length).Except(labeled)];
            var chances = new float[open.Length * Names.Length];
            foreach (var (place, cell) in open.Index())
                model.Probabilities(pool[cell].Descriptor, chances.AsSpan(place * Names.Length, Names.Length));
            var told = new Pool
            {
                Count = open.Length,
                Embeddings = vectors.Embed(open, CancellationToken.None),
                LabeledEmbeddings = vectors.Embed(labeled, CancellationToken.None),
                Probabilities = new Matrix(open.Length, Names.Length, chances),
                LabeledClasses = [.. labeled.Select(place => pool[place].Kind)],
                Duplicates = vectors.NearDuplicates(open, CancellationToken.None),
            };
            labeled = [.. labeled, .. strategy.Select(told, Budget.OfItems(Step), (ulong)((1000 * seed) + step)).Select(item => open[item])];
        }
    }

    private static LabelClassifier Train(Cell[] cells) => LabelClassifier.Train("descriptor-1", [.. cells.Select(cell => cell.Descriptor)], [.. cells.Select(cell => (int[])[cell.Kind])], Names);

    private static double Recall(LabelClassifier model, Cell[] tests)
    {
        var (right, chances) = (new double[Names.Length], new float[Names.Length]);
        foreach (var cell in tests)
        {
            model.Probabilities(cell.Descriptor, chances);
            if (chances.Index().MaxBy(each => each.Item).Index == cell.Kind)
                right[cell.Kind]++;
        }

        return Enumerable.Range(0, Names.Length).Average(kind => right[kind] / tests.Count(cell => cell.Kind == kind));
    }

    private static IReadOnlyList<Cell[]> Read()
    {
        var any = Corpora.Find("../images/voc_bccd/Annotations/BloodImage_00009.xml") ?? throw new FileNotFoundException("The table needs the photographs; images/voc_bccd is not beside the repository.");
        return [.. Directory.GetFiles(Path.GetDirectoryName(any)!).Order(StringComparer.Ordinal).Select(file => Cells(file).ToArray())];
    }

    private static IEnumerable<Cell> Cells(string file)
    {
        using var photograph = SKBitmap.Decode(Path.Combine(Path.GetDirectoryName(file)!, "..", "JPEGImages", Path.GetFileNameWithoutExtension(file) + ".jpg"));
        foreach (var cell in XDocument.Load(file).Descendants("object"))
        {
            var box = cell.Element("bndbox")!.Elements().ToDictionary(side => side.Name.LocalName, side => int.Parse(side.Value, CultureInfo.InvariantCulture));
            var (left, top) = (Math.Clamp(box["xmin"], 0, photograph.Width - 1), Math.Clamp(box["ymin"], 0, photograph.Height - 1));
            var (right, bottom) = (Math.Clamp(box["xmax"], left + 1, photograph.Width), Math.Clamp(box["ymax"], top + 1, photograph.Height));
            var rgb = new byte[3 * (right - left) * (bottom - top)];
            var at = 0;
            for (var y = top; y < bottom; y++)
                for (var x = left; x < right; x++)
                {
                    var pixel = photograph.GetPixel(x, y);
                    (rgb[at], rgb[at + 1], rgb[at + 2]) = (pixel.Red, pixel.Green, pixel.Blue);
                    at += 3;
                }

            yield return new Cell(Array.IndexOf(Names, cell.Element("name")!.Value), ImageDescriptor.Of(right - left, bottom - top, rgb));
        }
    }

    private sealed record Cell(int Kind, float[] Descriptor);
}
