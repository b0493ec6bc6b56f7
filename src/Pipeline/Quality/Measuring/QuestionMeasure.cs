using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Measures everything the report says of one question.</summary>
internal sealed class QuestionMeasure(Db db, KnownVotes known, int place)
{
    /// <summary>A confusion matrix of more labels than this is no longer read.</summary>
    public const int LargestConfusion = 40;

    /// <summary>Pairs of people in a report: all of 63 people. A matrix of more is no longer read either.</summary>
    private const int MostPairs = 2_000;

    private const string NoCategories = "Free answers and sets have no list of categories, so there is no agreement by chance to take out.";

    private readonly QuestionVotes votes = new(known, place);

    public QuestionAgreement Run()
    {
        var alike = AlikeAnswers.Load(db, known, votes);
        var shared = alike is null ? votes.All : votes.Of(alike.Tasks);
        var distance = alike is not null ? alike.Distance : votes.AnswerScale.Level == ScaleLevel.Set ? new SetDistances(votes.Sets).Of : (Func<int, int, double>?)null;
        List<CoefficientFigure> coefficients = [];
        List<LabelFigure> labels = [];
        IReadOnlyList<PairAgreement> pairs = [];
        TimeLine? overTime = null;
        Parallel.Invoke(
            () => coefficients = Coefficients(shared, alike, distance),
            () =>
            {
                pairs = alike?.Pairs(shared, NoCategories) ?? AnnotatorPairs.Of(votes.All);
                labels = Labels();
                overTime = new TimeLines(known.Set, votes, alike, distance).Run();
            });
        var isOpen = votes.Labels.Count == 0;
        return new QuestionAgreement
        {
            Question = votes.Question.Name,
            Title = votes.Question.Title,
            Kind = votes.Question.Kind.Name,
            Level = votes.AnswerScale.Level.ToString().ToLowerInvariant(),
            IsOpen = isOpen && votes.AnswerScale.Level != ScaleLevel.Set,
            Percent = coefficients[0].Value,
            Undefined = coefficients[0].Undefined,
            Coefficients = coefficients,
            Labels = labels,
            Pairs = [.. Shown(pairs).Select(pair => OfPair(pair, isOpen))],
            PairsLeftOut = Math.Max(0, pairs.Count - MostPairs),
            Confusion = Confusion(),
            OverTime = overTime,
        };
    }

    /// <summary>Krippendorff's α with the distance that suits the answers.</summary>
    internal static Coefficient Alpha(Votes votes, Scale scale, Func<int, int, double>? distance, int mostDistances, bool quickly) =>
        distance is not null ? DistanceAlpha.Of(Enumerable.Range(0, votes.Items).Select(item => votes.CategoriesOf(item).ToArray()), distance, same: null, mostDistances)
        : quickly ? KrippendorffAlpha.MeasureQuickly(votes, scale)
        : KrippendorffAlpha.Instance.Measure(votes, scale);

    private List<CoefficientFigure> Coefficients(Votes shared, AlikeAnswers? alike, Func<int, int, double>? distance)
    {
        var percent = alike is null ? PercentAgreement.Instance.Measure(shared) : PercentAgreement.OfShares(alike.Shares(shared));
        var mostDistances = alike is null ? DistanceAlpha.MostDistances : AlikeAnswers.MostDistances;
        var figures = new List<CoefficientFigure> { Figure(PercentAgreement.Instance, percent) };
        figures.Add(Figure(KrippendorffAlpha.Instance, Alpha(shared, votes.Scale, distance, mostDistances, quickly: false)));

        // the others ask how many categories there are to choose from, which open answers and sets do not say
        if (votes.Labels.Count > 0)
            figures.AddRange(Agreement.Coefficients.All.Where(Suits).Select(coefficient => Figure(coefficient, coefficient.Measure(votes.All, votes.Scale))));
        return figures;
    }

    private bool Suits(ICoefficient coefficient) => coefficient switch
    {
        PercentAgreement or KrippendorffAlpha => false,
        CohenKappa => votes.All.Annotators == 2,
        WeightedKappa => votes.All.Annotators == 2 && votes.Scale.Level != Level.Nominal,
        GwetAc => coefficient == GwetAc.Ac1 || votes.Scale.Level != Level.Nominal,
        _ => true,
    };

    private List<LabelFigure> Labels()
    {
        var isSet = votes.AnswerScale.Level == ScaleLevel.Set;
        var names = isSet ? votes.AnswerScale.Members : votes.Labels;
        if (names.Count == 0)
            return [];
        var given = new long[names.Count];
        for (var item = 0; item < votes.All.Items; item++)
            foreach (var category in votes.All.CategoriesOf(item))
                foreach (var label in isSet ? votes.Sets[category] : [category])
                    given[label]++;
        var specific = isSet ? LabelAgreements.Specific(votes.All, votes.Sets, names.Count) : LabelAgreements.Specific(votes.All);
        return [.. names.Select((name, label) => new LabelFigure(name, given[label], Estimate.Of(specific[label]), specific[label].Undefined))];
    }

    private static IEnumerable<PairAgreement> Shown(IReadOnlyList<PairAgreement> pairs) => pairs.Count <= MostPairs
        ? pairs
        : pairs.OrderByDescending(pair => pair.Items).Take(MostPairs).OrderBy(pair => (pair.First, pair.Second));

    private PairOfPeople OfPair(PairAgreement pair, bool isOpen) => new(
        votes.Person(pair.First), votes.Person(pair.Second), pair.Items, Estimate.Of(pair.Percent), isOpen ? null : Estimate.Of(pair.Kappa),
        isOpen ? NoCategories : pair.Kappa.Undefined);

    private Confusion? Confusion()
    {
        if (votes.Labels.Count is < 2 or > LargestConfusion)
            return null;
        var table = new ConfusionTable(votes.Labels.Count);
        foreach (var cell in Cells.Of(known.Set, place, Side.Final, Side.Everybody))
            table.Add(cell.Row, cell.Column);
        return table.Total == 0 ? null : new Confusion(votes.Labels, table.ToRows());
    }

    private static CoefficientFigure Figure(ICoefficient coefficient, Coefficient measured) =>
        new(coefficient.Name, coefficient.Title, Estimate.Of(measured), measured.Undefined);
}
