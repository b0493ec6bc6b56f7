using Assay.Agreement;
using Assay.Model.Questions;

namespace Assay.Cli.Votes.Exports;

/// <summary>What answers to a question look like.</summary>
internal enum AnswerForm
{
    /// <summary>One name, number or text.</summary>
    Single,

    /// <summary>A set of names.</summary>
    Set,

    Spans,
    Boxes,
    Polygons,

    /// <summary>Nothing here compares them.</summary>
    Other,
}

/// <summary>A question of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What the export calls its kind of answers.</param>
/// <param name="Form">What they look like.</param>
internal sealed record AskedQuestion(string Name, string Type, AnswerForm Form)
{
    public bool CanBeCompared => Form != AnswerForm.Other;

    public bool IsCategories => Form is AnswerForm.Single or AnswerForm.Set;

    /// <summary>What the kind of answers says about their level: ratings have an order, numbers distances too.</summary>
    public Level Level { get; private init; }

    /// <summary>The question that these are the answers to.</summary>
    /// <exception cref="BadInput">They are of different forms.</exception>
    public static AskedQuestion Of(string name, IEnumerable<(string Place, Reply Reply)> answers)
    {
        Reply? first = null, nothing = null;
        var (several, incomparable) = (false, (string?)null);
        var orders = new HashSet<(string, string)>();
        foreach (var (place, reply) in answers)
        {
            // an empty list may be of anything
            if (reply.Said is Chosen { Names.Count: 0 })
            {
                (nothing, several) = (reply, true);
                continue;
            }

            if (reply.Type == OwnAnnotation.Choice && IsOrder(((Chosen)reply.Said).Names, orders))
                incomparable ??= "a ranking";
            first ??= reply;
            several |= reply.Said is Chosen { Names.Count: not 1 };
            if (reply.Said is Incomparable)
                incomparable ??= reply.Type;
            else if (first.Said is not Incomparable && first.Said.GetType() != reply.Said.GetType())
                throw new BadInput($"{place}: \"{name}\" is answered by {reply.Type} here and by {first.Type} before");
        }

        if (incomparable is not null)
            return new AskedQuestion(name, incomparable, AnswerForm.Other);
        first ??= nothing;
        if (nothing is not null && first!.Said is Rated or Written)
            throw new BadInput($"\"{name}\" is answered by {first.Type} and by an empty list");
        return new AskedQuestion(name, first!.Type, first.Said switch
        {
            Spans => AnswerForm.Spans,
            Boxes => AnswerForm.Boxes,
            Outlines => AnswerForm.Polygons,
            _ => several ? AnswerForm.Set : AnswerForm.Single,
        })
        {
            Level = first.Said is not Rated ? Level.Nominal : first.Type == "number" ? Level.Interval : Level.Ordinal,
        };
    }

    /// <summary>
    /// This platform writes sets in the order of the schema: where two names stand in one order here and in the other there, their order says something.
    /// </summary>
    private static bool IsOrder(IReadOnlyList<string> names, HashSet<(string First, string Second)> orders)
    {
        for (var i = 1; i < Math.Min(names.Count, RankingKind.MostThings); i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (orders.Contains((names[i], names[j])))
                    return true;
                orders.Add((names[j], names[i]));
            }
        }

        return false;
    }

    /// <summary>The answer as a category; a set of names as a JSON list.</summary>
    public string Category(Said said) => said switch
    {
        Chosen chosen => Form == AnswerForm.Set ? SetText.Of(chosen.Names) : chosen.Names[0],
        Rated rated => rated.Number,
        Written written => written.Text,
        _ => throw new InvalidOperationException($"A {said.GetType().Name} is no category."),
    };
}
