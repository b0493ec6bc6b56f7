using Assay.Model;

namespace Assay.Cli.Demo.Desks;

/// <summary>What is asked about a picture of a desk.</summary>
internal static class DeskSchema
{
    public const string Picture = "picture";
    public const string Things = "things";
    public const string Areas = "areas";

    public const string Json = $$"""
        {
          "fields": [{ "name": "{{Picture}}", "kind": "image" }],
          "questions": [
            {
              "name": "{{Things}}", "kind": "boxes", "title": "What lies on the desk?", "hint": "A box around each, as tight as it can be", "field": "{{Picture}}",
              "labels": [
                { "name": "{{DeskLabels.Cup}}", "title": "Cup", "hint": "With its handle", "color": 11, "key": "1" },
                { "name": "{{DeskLabels.Pen}}", "title": "Pen or pencil", "color": 17, "key": "2" },
                { "name": "{{DeskLabels.Coin}}", "title": "Coin", "color": 3, "key": "3" }
              ]
            },
            {
              "name": "{{Areas}}", "kind": "masks", "title": "Paint over leaves and stains", "field": "{{Picture}}", "required": false,
              "labels": [
                { "name": "{{DeskLabels.Leaf}}", "title": "Leaf", "hint": "With its stem", "color": 7, "key": "4" },
                { "name": "{{DeskLabels.Stain}}", "title": "Coffee stain", "hint": "Of a ring only the ring", "color": 15, "key": "5" }
              ]
            }
          ]
        }
        """;

    public const string Guidelines = """
        # What lies on the desk?

        A robot is to tidy desks. It has to find what it may pick up, and what it has to wipe away.

        ## Boxes

        - **Cup**, with its handle, full or empty.
        - **Pen or pencil**, from end to end.
        - **Coin**: each by itself, also where one lies on another.

        Draw the box around **what is seen**: where something covers a part, the box ends there. Leave out what is less than a quarter seen.

        ## Paint

        - **Leaf**: the blade and the stem; not what lies on it.
        - **Coffee stain**: puddles and rings. Of a ring only the ring is painted, not the desk within.

        Papers, notebooks, paper clips and erasers are not marked.
        """;

    public static LabelSchema Schema { get; } = LabelSchema.Parse(Json);

    /// <summary>What is known of an item with a picture of this size.</summary>
    public static ItemFacts Facts(int width, int height) => new(new Dictionary<string, FieldFacts> { [Picture] = new(Width: width, Height: height) });
}
