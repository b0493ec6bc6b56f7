using Assay.Pipeline.Projects;

namespace Assay.Cli.Demo.Notes;

/// <summary>Who, where, when: entities and relations in short notes.</summary>
internal sealed class NotesProject : DemoProject
{
    public override string Name => "Who, where and when?";

    public override string Making => "Making the project of the notes: three simulated people mark names, dates and amounts …";

    public override string Schema => TownNote.SchemaJson;

    public override string Guidelines => """
        # Who, where and when?

        We mark who and what the notes of a town's weekly speak of, so that they can be searched by it. **Mark every mention in the note,
        as short as it can be without losing part of the name.** The headline is not marked.

        ## What to mark

        - **Person**: the name, with *Dr.* or *Prof.* before it; not *Ms*, *Mayor* or *Judge*. An animal is no person.
        - **Organisation**: firms, clubs, schools, authorities. *St. Anna Hospital* is one, and *the council* is not: it is no name.
        - **Place**: towns and regions. A street, a bridge or a house is none.
        - **Date**: a day, month, year or decade, with its day of the week: *Saturday, 22 March*. What comes back (*on Fridays*) and times of day are none.
        - **Amount of money**: with its currency, in digits or words.
        - **E-mail or link**: the whole address.

        A name within a name is not marked: *Bank of Rosenthal* is one organisation and no place.

        ## How they are tied

        A person **works for** an organisation when the note says that they are employed by it, run it or speak for it. An organisation
        **is based in** a place when it has its seat there; a branch or an event is not enough.
        """;

    public override ProjectChanges Settings { get; } = new() { Overlap = 2, ItemWord = "notes", GoldRate = 0.05 };

    public override int Count => TownNote.All.Count;

    public override double Done => 0.65;

    public override int Gold => 3;

    public override IReadOnlyList<DemoPerson> People =>
        [.. NoteHabits.All.Select(habits => new DemoPerson(habits.Name, habits.Seed, (row, chance) => habits.Judge(Note(row), chance)))];

    public override async Task<string> Write(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "town-notes.jsonl");
        await File.WriteAllLinesAsync(file, TownNote.All.Select(note => note.Row), cancellation);
        return file;
    }

    public override string Truth(long row) => Note(row).Truth.ToJson();

    public override double? AcceptFrom => 0.75;

    public override Drafts Draft() => NoteDrafter.Of(TownNote.All);

    private static TownNote Note(long row) => TownNote.All[(int)row - 1];
}
