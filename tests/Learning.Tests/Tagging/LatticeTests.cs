using Assay.Learning.Tagging;
using CsCheck;

namespace Assay.Learning.Tests.Tagging;

/// <summary>Sums over all taggings of short chains, against listing every one of them.</summary>
public sealed class LatticeTests
{
    private static readonly Gen<Case> Cases =
        from labels in Gen.Int[1, 2]
        from tokens in Gen.Int[1, labels == 1 ? 5 : 4]
        from scale in Gen.Int[1, 8]
        from seed in Gen.Int
        select Case.Of(labels, tokens, scale, seed);

    [Fact]
    public void The_sum_the_chances_of_tags_and_of_pairs_are_those_of_all_taggings() => Cases.Sample(given =>
    {
        var (lattice, all) = (given.Summed(), given.All());
        var sum = all.Sum(one => one.Weight);
        lattice.LogSum.ShouldBe(Math.Log(sum), 1e-6);
        for (var i = 0; i < given.Tokens; i++)
            for (var tag = 0; tag < given.Scheme.Tags; tag++)
                lattice.Chances(i)[tag].ShouldBe(all.Where(one => one.Tags[i] == tag).Sum(one => one.Weight) / sum, 1e-7);
        var pairs = new double[given.Scheme.Pairs];
        lattice.AddExpectedPairs(pairs);
        for (var pair = 0; pair < pairs.Length; pair++)
            pairs[pair].ShouldBe(all.Sum(one => one.Weight * Enumerable.Range(1, given.Tokens - 1).Count(i => given.Scheme.Pair(one.Tags[i - 1], one.Tags[i]) == pair)) / sum, 1e-7);
    });

    [Fact]
    public void The_best_tagging_is_the_likeliest_of_all() => Cases.Sample(given =>
    {
        var all = given.All();
        var best = given.Summed().Best();
        all.Single(one => one.Tags.SequenceEqual(best)).Weight.ShouldBe(all.Max(one => one.Weight), 1e-6 * all.Max(one => one.Weight));
    });

    [Fact]
    public void The_chance_of_a_span_is_the_share_of_the_taggings_that_have_it() => Cases.Sample(given =>
    {
        var (lattice, all) = (given.Summed(), given.All());
        var sum = all.Sum(one => one.Weight);
        for (var from = 0; from < given.Tokens; from++)
            for (var to = from + 1; to <= given.Tokens; to++)
                for (var label = 0; label < given.Scheme.Labels; label++)
                    lattice.ChanceOfSpan(from, to, label)
                        .ShouldBe(all.Where(one => TagScheme.Spans(one.Tags).Contains((from, to, label))).Sum(one => one.Weight) / sum, 1e-7);
    });

    [Fact]
    public void The_derivatives_are_finite_differences_of_the_log_likelihood() => Cases.Sample(given =>
    {
        const float difference = 1f / 64;
        var gold = given.All()[given.Seed % given.All().Count].Tags;
        var (byScore, byPair) = ((float[])given.Scores.Clone(), new double[given.Scheme.Pairs]);
        CrfTrainer.Differentiate(given.Lattice(given.Pairs), given.Scheme, byScore, given.Pairs, gold, byPair)
            .ShouldBe(Math.Log(given.All().Single(one => one.Tags.SequenceEqual(gold)).Weight / given.All().Sum(one => one.Weight)), 1e-5);
        for (var i = 0; i < given.Tokens; i++)
            for (var tag = 0; tag < given.Scheme.Tags; tag++)
            {
                var place = (i * given.Scheme.Stride) + tag;
                ((double)byScore[place]).ShouldBe(Slope(step => given with { Scores = Moved(given.Scores, place, step) }, gold, difference), 2e-3);
            }

        for (var pair = 0; pair < byPair.Length; pair++)
        {
            var place = pair;
            byPair[pair].ShouldBe(Slope(step => given with { Pairs = Moved(given.Pairs, place, step) }, gold, difference), 2e-3);
        }
    }, iter: 30);

    [Theory]
    [InlineData(1e6f)]
    [InlineData(-1e6f)]
    [InlineData(200f)]
    public void The_wildest_scores_give_chances(float scale)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var given = Case.Of(3, 400, scale, seed);
            var lattice = given.Summed();
            for (var i = 0; i < given.Tokens; i++)
            {
                lattice.Chances(i).ToArray().Sum().ShouldBe(1, 1e-9);
                lattice.Chances(i).ToArray().ShouldAllBe(chance => chance >= 0 && chance <= 1);
            }

            var pairs = new double[given.Scheme.Pairs];
            lattice.AddExpectedPairs(pairs);
            pairs.Sum().ShouldBe(given.Tokens - 1, 1e-6);
            foreach (var (from, to, label) in TagScheme.Spans(lattice.Best()))
                lattice.ChanceOfSpan(from, to, label).ShouldBeInRange(0, 1.000001);
        }
    }

    [Fact]
    public void Tags_that_may_follow_each_other_are_sets_of_spans_and_each_set_is_one_tagging()
    {
        // of 3 tokens with 1 label: each token outside or in a span; spans are cut between tokens or not
        var all = Case.Of(1, 3, 1, 1).All();
        all.Select(one => string.Join(' ', TagScheme.Spans(one.Tags))).Distinct().Count().ShouldBe(all.Count);
        all.Count.ShouldBe(13);
    }

    private static double Slope(Func<float, Case> moved, int[] gold, float difference) =>
        (LogLikelihood(moved(difference), gold) - LogLikelihood(moved(-difference), gold)) / (2 * difference);

    private static double LogLikelihood(Case given, int[] gold) => given.Summed().Score(given.Scores, given.Pairs, gold) - given.Summed().LogSum;

    private static float[] Moved(float[] scores, int place, float step)
    {
        var moved = (float[])scores.Clone();
        moved[place] += step;
        return moved;
    }

    private sealed record Case(TagScheme Scheme, int Tokens, float[] Scores, float[] Pairs, int Seed)
    {
        public static Case Of(int labels, int tokens, float scale, int seed)
        {
            var (scheme, random) = (new TagScheme(labels), new Random(seed));
            return new Case(
                scheme, tokens, [.. Enumerable.Range(0, tokens * scheme.Stride).Select(_ => Draw())], [.. Enumerable.Range(0, scheme.Pairs).Select(_ => Draw())], seed & int.MaxValue);

            float Draw() => scale * ((2 * random.NextSingle()) - 1);
        }

        public Lattice Lattice(float[] pairs)
        {
            var lattice = new Lattice(Scheme);
            lattice.Take(pairs);
            return lattice;
        }

        public Lattice Summed()
        {
            var lattice = Lattice(Pairs);
            lattice.Sum(Scores, Tokens);
            return lattice;
        }

        public List<(int[] Tags, double Weight)> All()
        {
            List<int[]> taggings = [.. Enumerable.Range(0, Scheme.Tags).Where(TagScheme.Opens).Select(tag => (int[])[tag])];
            for (var i = 1; i < Tokens; i++)
                taggings = [.. taggings.SelectMany(tags => Enumerable.Range(0, Scheme.Tags).Where(tag => TagScheme.MayFollow(tags[^1], tag)).Select(tag => (int[])[.. tags, tag]))];
            return [.. taggings.Where(tags => TagScheme.Closes(tags[^1])).Select(tags => (tags, Math.Exp(Total(tags))))];
        }

        private double Total(int[] tags) =>
            tags.Select((tag, i) => (double)Scores[(i * Scheme.Stride) + tag] + (i == 0 ? 0 : Pairs[Scheme.Pair(tags[i - 1], tag)])).Sum();
    }
}
