namespace Assay.Cli.Demo.Mails;

/// <summary>What is asked about a mail, and how it wants it answered.</summary>
internal static class MailSchema
{
    public const string Json = $$"""
        {
          "fields": [
            { "name": "subject", "kind": "text", "title": "Subject" },
            { "name": "from", "kind": "text", "title": "From" },
            { "name": "date", "kind": "text", "title": "Date", "required": false },
            { "name": "body", "kind": "text", "title": "Text" }
          ],
          "questions": [
            {
              "name": "kind", "kind": "choice", "mode": "single", "title": "What is this mail?",
              "labels": [
                { "name": "{{MailKinds.Personal}}", "title": "Personal", "hint": "Written to somebody in particular" },
                { "name": "{{MailKinds.Discussion}}", "title": "Discussion", "hint": "To a mailing list or a group" },
                { "name": "{{MailKinds.Newsletter}}", "title": "Newsletter or notice", "hint": "Sent to many who asked for it" },
                { "name": "{{MailKinds.Advertising}}", "title": "Advertising", "hint": "Nobody asked for it; it sells something" },
                { "name": "{{MailKinds.Fraud}}", "title": "Fraud", "hint": "Wants money or secrets under a pretence" }
              ]
            },
            {
              "name": "urgency", "kind": "rating", "title": "How soon should it be read?", "min": 1, "max": 3,
              "captions": { "1": "whenever", "2": "this week", "3": "today" }
            }
          ]
        }
        """;

    public const string Guidelines = """
        # Which mails are spam?

        We sort mails for a filter that keeps spam out and lets everything else in. **A mail that somebody misses is worse than an
        advertisement that comes through**: if you hesitate between spam and not spam, it is not spam.

        ## What is this mail?

        - **Personal**: one person writes to another, whatever about.
        - **Discussion**: to a list or a group. You see it by the way it answers others.
        - **Newsletter or notice**: to many, and they asked for it. A way to unsubscribe alone does not prove that they asked.
        - **Advertising**: it sells something, and nothing shows that anybody asked.
        - **Fraud**: it wants money or secrets and lies about why: lotteries, inheritances, “verify your account”.

        A newsletter that sells is still a newsletter if the reader subscribed to it.

        ## How soon should it be read?

        Think of the person it was sent to. Questions to them: *this week*. A date that passes or someone waiting: *today*.
        Everything else, and all spam: *whenever*.

        ## Skip

        Skip a mail only if it cannot be read, and say why.
        """;
}
