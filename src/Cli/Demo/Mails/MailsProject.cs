using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Projects;

namespace Assay.Cli.Demo.Mails;

/// <summary>Which mails are spam: a choice and a rating over real mails.</summary>
internal sealed class MailsProject(IReadOnlyList<KnownMail> mails) : DemoProject
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Name => "Which mails are spam?";

    public override string Making => "Making the project of the mails: four simulated people answer for five days …";

    public override string Schema => MailSchema.Json;

    public override string Guidelines => MailSchema.Guidelines;

    public override ProjectChanges Settings { get; } = new() { Overlap = 2, ItemWord = "mails", GoldRate = 0.12, WithheldShare = 0.3 };

    public override int Count => mails.Count;

    public override double Done => 0.6;

    public override int Gold => 8;

    public override string Rules => $$"""
        question: kind
        labels: [{{MailKinds.Discussion}}, {{MailKinds.Newsletter}}, {{MailKinds.Advertising}}, {{MailKinds.Fraud}}]
        rules:
          - {name: answers, label: {{MailKinds.Discussion}}, field: body, regex: '(?m)^>|wrote:'}
          - {name: lists, label: {{MailKinds.Discussion}}, field: body, keywords: [mailing list]}
          - {name: issues, label: {{MailKinds.Newsletter}}, field: body, keywords: [newsletter, unsubscribe, this issue]}
          - {name: offers, label: {{MailKinds.Advertising}}, field: body, keywords: [click here, order now, free, limited time, guarantee, money back]}
          - {name: pretences, label: {{MailKinds.Fraud}}, field: body, keywords: [next of kin, inheritance, beneficiary, million dollars, verify your account]}
        """;

    public override LearningSettings Learning { get; } = new(IsOn: true, RandomShare: 0.4, Batch: 200, Drafts: false);

    public override IReadOnlyList<DemoPerson> People =>
        [.. MailHabits.All.Select(habits => new DemoPerson(habits.Name, habits.Seed, (row, chance) => habits.Judge(mails[(int)row - 1], chance)))];

    public override async Task<string> Write(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "spam-assassin-mails.jsonl");
        await File.WriteAllLinesAsync(
            file,
            mails.Select(known => JsonSerializer.Serialize(new { known.Mail.Subject, known.Mail.From, known.Mail.Date, known.Mail.Body }, Readable)),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            cancellation);
        return file;
    }

    public override string Truth(long row) => MailHabits.Truth(mails[(int)row - 1]);
}
