using Assay.Cli.Demo.Mails;

namespace Assay.Cli.Tests.Demo.Mails;

public sealed class MailTests
{
    [Fact]
    public void A_plain_mail_is_its_headers_and_its_text()
    {
        var mail = Mail.Parse("""
            From ada@example.org  Thu Aug 22 12:36:23 2002
            From: "Ada Lovelace" <ada@example.org>
            Subject: The engine
              weaves
            Date: Thu, 22 Aug 2002 18:26:25 +0700 (ICT)

            Just as the loom
            weaves flowers.
            """);

        mail.ShouldBe(new Mail("The engine weaves", "Ada Lovelace <ada@example.org>", "22 August 2002", "Just as the loom\nweaves flowers.", false));
    }

    [Fact]
    public void Encoded_words_and_quoted_printable_are_read()
    {
        var mail = Mail.Parse("""
            From: =?iso-8859-1?Q?Andr=E9_Weil?= <andre@example.org>
            Subject: =?utf-8?B?R3LDvMOfZQ==?=
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Caf=C3=A9 =
            cr=C3=A8me
            """);

        (mail.From, mail.Subject, mail.Body).ShouldBe(("André Weil <andre@example.org>", "Grüße", "Café crème"));
    }

    [Fact]
    public void Of_several_parts_the_plain_text_is_shown()
    {
        var mail = Mail.Parse("""
            From: a@example.org
            Subject: Parts
            Content-Type: multipart/alternative; boundary="xyz"

            Your reader does not understand MIME.
            --xyz
            Content-Type: text/html

            <p>Hello</p>
            --xyz
            Content-Type: text/plain
            Content-Transfer-Encoding: base64

            SGVsbG8sIHdvcmxk
            --xyz--
            """);

        mail.Body.ShouldBe("Hello, world");
    }

    [Fact]
    public void A_page_is_read_without_its_markup()
    {
        var mail = Mail.Parse("""
            From: a@example.org
            Subject: Page
            Content-Type: text/html

            <html><head><title>no</title><style>p { color: red }</style></head><body><!-- no -->
            <p>Fish &amp;   chips</p><p>5&nbsp;&lt;&nbsp;6</p></body></html>
            """);

        mail.Body.ShouldBe("Fish & chips\n5 < 6");
    }

    [Fact]
    public void A_mailing_list_is_told_by_its_headers() =>
        Mail.Parse("From: a@example.org\nSubject: x\nList-Id: <x.example.org>\n\nHello").FromList.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("no headers at all")]
    [InlineData("Subject: only headers")]
    [InlineData("Content-Type: multipart/mixed; boundary=\n\n--")]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n--a")]
    [InlineData("Subject: =?x?B?%%%?=\nContent-Transfer-Encoding: base64\n\n!!!")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n\n=\n==X=0")]
    public void What_is_hardly_a_mail_is_not_readable_and_no_error(string raw) => Mail.Parse(raw).Readable.ShouldBeFalse();
}
