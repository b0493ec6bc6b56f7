using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>The attributes of regions: what is asked about each, and what was answered.</summary>
internal static class RegionAttributes
{
    /// <summary>Attributes a question may have.</summary>
    public const int Most = 20;

    /// <summary>The property <c>attributes</c> of a question.</summary>
    public static IReadOnlyList<RegionAttribute> Read(JsonProperties json, string question, LabelSet labels, Findings findings)
    {
        var attributes = new List<RegionAttribute>();
        if (json.List("attributes", Most) is not { } list) return attributes;
        findings.Enter("attributes");
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            findings.Enter(index);
            if (One(element, question, labels, findings) is { } attribute)
            {
                if (attributes.Exists(earlier => earlier.Question.Name == attribute.Question.Name))
                    findings.ReportAt("name", "repeated", $"two attributes of \"{question}\" are called \"{attribute.Question.Name}\"");
                attributes.Add(attribute);
            }
            findings.Leave();
        }
        findings.Leave();
        return attributes;
    }

    private static RegionAttribute? One(JsonElement element, string question, LabelSet labels, Findings findings)
    {
        if (JsonProperties.Of(element, findings) is not { } json) return null;
        var on = On(json, question, labels, findings);
        var asked = SchemaJson.ReadQuestion(json, new SchemaSoFar([], []), mayHaveCondition: false, findings);
        if (asked is null || asked.Kind.MayBeAttribute) return asked is null ? null : new RegionAttribute(asked, on);
        var may = string.Join(", ", QuestionKinds.All.Where(kind => kind.MayBeAttribute).Select(kind => kind.Name));
        findings.ReportAt("kind", "not_an_attribute", $"a {asked.Kind.Name} cannot be an attribute of \"{question}\"; {may} can");
        return null;
    }

    private static List<string> On(JsonProperties json, string question, LabelSet labels, Findings findings)
    {
        var on = new List<string>();
        if (json.List("on", ChoiceKind.MostLabels) is not { } list) return on;
        findings.Enter("on");
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            if (JsonText.String(element) is not { } name || labels.Find(name) is null)
                findings.ReportAt(index, "unknown_label", $"{JsonText.Show(element)} is no label of \"{question}\" ({LabelReader.Some(labels)})");
            else if (!on.Contains(name)) on.Add(name);
        }
        findings.Leave();
        return [.. on.OrderBy(labels.IndexOf)];
    }

    /// <summary>Writes the attributes of a question; none are left out.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<RegionAttribute> attributes)
    {
        if (attributes.Count == 0) return;
        writer.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            SchemaJson.WriteQuestion(writer, attribute.Question, () =>
            {
                if (attribute.On.Count == 0) return;
                writer.WriteStartArray("on");
                foreach (var label in attribute.On) writer.WriteStringValue(label);
                writer.WriteEndArray();
            });
        }
        writer.WriteEndArray();
    }

    /// <summary>The answers to the attributes of one region.</summary>
    public static IReadOnlyList<AttributeAnswer> Read(
        IReadOnlyList<RegionAttribute> asked, string? label, JsonElement? given, string whose, ItemFacts item, Findings findings)
    {
        if (given is null && !asked.Any(attribute => attribute.Question.Required)) return [];
        var answers = new List<AttributeAnswer>();
        findings.Enter("attributes");
        var before = findings.Count;
        var json = given is { } element ? JsonProperties.Of(element, findings, whose) : null;
        foreach (var attribute in asked)
        {
            var (name, question) = (attribute.Question.Name, attribute.Question);
            if (label is not null && !attribute.IsAskedOf(label)) continue;
            findings.Enter(name);
            var answer = json?.Any(name) is { } value ? Answered(question, value, whose, item, findings) : null;
            if (answer is not null) answers.Add(new AttributeAnswer(name, answer));
            else if (question.Required && label is not null && findings.Count == before) findings.Report("required", $"{whose}its \"{name}\" is not answered");
            findings.Leave();
        }
        json?.Nothing("unknown_question", name => $"{JsonText.Show(name)} is no attribute of {(label is null ? "a region" : $"a \"{label}\"")}");
        findings.Leave();
        return answers;
    }

    /// <summary>What the kind finds wrong is said of the region too.</summary>
    private static Answer? Answered(Question question, JsonElement value, string whose, ItemFacts item, Findings findings)
    {
        var own = new Findings();
        var answer = question.Kind.ReadAnswer(question, value, item, own);
        foreach (var violation in own.Violations) findings.Report(violation.Rule, whose + violation.Message);
        return own.Count == 0 ? answer : null;
    }

    /// <summary>Writes the answers to the attributes of one region; none are left out.</summary>
    public static void WriteAnswers(Utf8JsonWriter writer, IReadOnlyList<RegionAttribute> asked, Region region)
    {
        if (region.Attributes.Count == 0) return;
        writer.WriteStartObject("attributes");
        foreach (var attribute in asked)
        {
            if (region.Attribute(attribute.Question.Name) is not { } answer) continue;
            writer.WritePropertyName(attribute.Question.Name);
            attribute.Question.Kind.WriteAnswer(writer, attribute.Question, answer);
        }
        writer.WriteEndObject();
    }

    /// <summary>How alike two regions of one label are in what is said about them: the mean of 1 for the label and the similarity of each attribute asked.</summary>
    public static double Similarity(IReadOnlyList<RegionAttribute> asked, Region a, Region b)
    {
        var (sum, count) = (1.0, 1);
        foreach (var attribute in asked)
        {
            if (!attribute.IsAskedOf(a.Label)) continue;
            var (question, name) = (attribute.Question, attribute.Question.Name);
            sum += (a.Attribute(name), b.Attribute(name)) switch
            {
                (null, null) => 1,
                ({ } one, { } other) => question.Kind.Similarity(question, one, other),
                _ => 0,
            };
            count++;
        }
        return sum / count;
    }

    /// <summary>Whether people agree on every attribute of two regions of one label.</summary>
    public static bool Agree(IReadOnlyList<RegionAttribute> asked, Region a, Region b) => asked.All(attribute =>
        !attribute.IsAskedOf(a.Label) || attribute.Question.Kind.Agree(attribute.Question, a.Attribute(attribute.Question.Name), b.Attribute(attribute.Question.Name)));

    /// <summary>What people's answers to the attributes of one thing come to, and whether one of them is tied.</summary>
    public static (IReadOnlyList<AttributeAnswer> Answers, bool Tied) Merge(IReadOnlyList<RegionAttribute> asked, string label, IReadOnlyList<Region> same)
    {
        var (answers, tied) = (new List<AttributeAnswer>(), false);
        foreach (var attribute in asked.Where(attribute => attribute.IsAskedOf(label)))
        {
            var merged = attribute.Question.Kind.Merge(attribute.Question, [.. same.Select(region => region.Attribute(attribute.Question.Name))]);
            tied |= merged.Tied;
            if (merged.Answer is { } answer) answers.Add(new AttributeAnswer(attribute.Question.Name, answer));
        }
        return (answers, tied);
    }

    /// <summary>The answers in words: <c>pose: sitting</c>.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<RegionAttribute> asked, Region region) => asked
        .Where(attribute => region.Attribute(attribute.Question.Name) is not null)
        .Select(attribute => $"{attribute.Question.Title}: {attribute.Question.Kind.Describe(attribute.Question, region.Attribute(attribute.Question.Name)!)}");

    /// <summary>What is different in words.</summary>
    public static IEnumerable<string> Diff(IReadOnlyList<RegionAttribute> asked, Region before, Region after) => asked
        .SelectMany(attribute => attribute.Question.Kind
            .Diff(attribute.Question, before.Attribute(attribute.Question.Name), after.Attribute(attribute.Question.Name))
            .SelectMany(change => change.Details.Select(detail => $"{attribute.Question.Title}: {Sign(change.What)}{detail}")));

    /// <summary>What answers to the attributes lose, one clause each.</summary>
    public static IEnumerable<string> Orphans(IReadOnlyList<RegionAttribute> before, IReadOnlyList<RegionAttribute> after, LabelSet labels)
    {
        foreach (var old in before)
        {
            var name = old.Question.Name;
            if (after.FirstOrDefault(attribute => attribute.Question.Name == name) is not { } now) yield return $"the attribute \"{name}\" would be gone";
            else if (now.Question.Kind != old.Question.Kind) yield return $"the attribute \"{name}\" would change from {old.Question.Kind.Name} to {now.Question.Kind.Name}";
            else
            {
                foreach (var clause in old.Question.Kind.Orphans(old.Question, now.Question)) yield return $"in the attribute \"{name}\", {clause}";
                if (labels.Any(label => old.IsAskedOf(label.Name) && !now.IsAskedOf(label.Name))) yield return $"the attribute \"{name}\" would be asked of fewer labels";
                if (now.Question.Required && (!old.Question.Required || labels.Any(label => now.IsAskedOf(label.Name) && !old.IsAskedOf(label.Name))))
                    yield return $"the attribute \"{name}\" would be required of regions that may lack it";
            }
        }
        foreach (var added in after)
            if (added.Question.Required && before.All(old => old.Question.Name != added.Question.Name))
                yield return $"the new attribute \"{added.Question.Name}\" would be required; regions marked so far lack it";
    }

    private static string Sign(ChangeKind what) => what switch { ChangeKind.Added => "+ ", ChangeKind.Removed => "− ", _ => "" };
}
