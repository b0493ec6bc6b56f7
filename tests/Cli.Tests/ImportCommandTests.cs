using Assay.TestKit;

namespace Assay.Cli.Tests;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task A_file_and_a_list_of_labels_make_a_project()
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.jsonl", """{"text":"one"}""", """{"text":"two"}""");

        var ran = await shell.Run("import", file, "--project", "Mails", "--create", "--choice", "spam, ham");

        ran.Exit.ShouldBe(0);
        ran.Output.ShouldContain("mails.jsonl: 2 items imported");
    }

    [Fact]
    public async Task The_longest_texts_are_shown_when_no_column_is_called_text()
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.csv", "id,who,body", "1,a@b.c,a long story about nothing in particular", "2,d@e.f,another one that goes on and on");

        (await shell.Run("import", file, "-p", "Mails", "--create", "--choice", "spam,ham")).Exit.ShouldBe(0);

        (await Texts(shell)).ShouldBe(["a long story about nothing in particular", "another one that goes on and on"]);
    }

    [Fact]
    public async Task A_Label_Studio_config_makes_a_project_and_what_is_lost_is_told()
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.jsonl", """{"text":"one"}""");
        var config = shell.Write("config.xml", "<View>", """<Text name="t" value="$text"/>""", """<Choices name="kind" toName="t"><Choice value="spam"/></Choices>""", "<Bananas/>", "</View>");

        var ran = await shell.Run("import", file, "-p", "Mails", "--create", "--schema", config);

        ran.Exit.ShouldBe(0);
        ran.Output.ShouldContain("Label config, line 4, <Bananas>: this tag is not known");
        ran.Output.ShouldContain("1 item imported");
    }

    [Fact]
    public async Task A_mapped_column_becomes_the_field()
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.csv", "subject,body", "first,aaaaaaaaaaaaaaaaaaaaaaa");

        (await shell.Run("import", file, "-p", "Mails", "--create", "--choice", "spam,ham", "--map", "text=subject")).Exit.ShouldBe(0);

        (await Texts(shell)).ShouldBe(["first"]);
    }

    [Fact]
    public async Task Bad_rows_are_told_with_file_and_line_and_stop_nothing()
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.jsonl", """{"text":"one"}""", "{broken", """{"text":"one"}""", """{"other":"two"}""");
        var folder = Path.Combine(shell.Folder, "rejected");

        var ran = await shell.Run("import", file, "-p", "Mails", "--create", "--choice", "spam,ham", "--rejected", folder);

        ran.Exit.ShouldBe(0);
        ran.Output.ShouldContain("1 item imported, 1 duplicate, 2 rows rejected");
        ran.Error.ShouldContain("mails.jsonl:2: ");
        ran.Error.ShouldContain("mails.jsonl:4: text: ");
        File.ReadAllLines(Path.Combine(folder, "mails.jsonl.rejected.csv")).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_folder_of_images_makes_a_project_that_shows_them()
    {
        using var shell = await new Shell().WithOwner();
        var folder = Path.Combine(shell.Folder, "photos");
        Directory.CreateDirectory(Path.Combine(folder, "in"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "in", "1.png"), Pictures.Png(20, 10));
        await File.WriteAllBytesAsync(Path.Combine(folder, "2.jpg"), Pictures.Jpeg(20, 10));
        await File.WriteAllTextAsync(Path.Combine(folder, "drawing.svg"), "<svg/>");

        var ran = await shell.Run("import", folder + Path.DirectorySeparatorChar, "-p", "Photos", "--create", "--choice", "cat,dog");

        ran.Exit.ShouldBe(0);
        ran.Output.ShouldContain("photos: 2 items imported, 1 file rejected");
        ran.Error.ShouldContain("photos: drawing.svg: This is an SVG");
        (await shell.Run("import", folder, "-p", "Photos")).Output.ShouldContain("photos: 0 items imported, 2 duplicates, 1 file rejected");
    }

    [Fact]
    public async Task A_folder_without_images_is_bad_input()
    {
        using var shell = await new Shell().WithOwner();
        var folder = Path.Combine(shell.Folder, "texts");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "hello");

        var ran = await shell.Run("import", folder, "-p", "Photos", "--create", "--choice", "cat,dog");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("there is no image and no recording in it");
        (await shell.Run("import", shell.Write("a.jsonl", """{"text":"one"}"""), "-p", "Texts", "--create", "--choice", "cat,dog")).Exit.ShouldBe(0);
        (await shell.Run("import", folder, "-p", "Texts")).Error.ShouldContain("no field for images or recordings");
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_used_is_bad_input()
    {
        using var shell = await new Shell().WithOwner();
        (await shell.Run("import", shell.Write("good.jsonl", """{"text":"one"}"""), "-p", "Mails", "--create", "--choice", "spam,ham")).Exit.ShouldBe(0);
        var file = shell.Write("bad.jsonl", """{"text":""}""", """{"text":7,""");

        (await shell.Run("import", file, "-p", "Mails")).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Patterns_the_shell_left_alone_are_expanded_in_order()
    {
        using var shell = await new Shell().WithOwner();
        shell.Write("b.jsonl", """{"text":"b"}""");
        shell.Write("a.jsonl", """{"text":"a"}""");

        var ran = await shell.Run("import", Path.Combine(shell.Folder, "*.jsonl"), "-p", "Mails", "--create", "--choice", "spam,ham", "--json");

        ran.Exit.ShouldBe(0);
        ran.Json.EnumerateArray().Select(job => job.GetProperty("fileName").GetString()).ShouldBe(["a.jsonl", "b.jsonl"]);
    }

    [Theory]
    [InlineData("nothing.jsonl -p Mails", "there is no file nothing.jsonl")]
    [InlineData("FILE -p Mails", "there is no project \"Mails\"")]
    [InlineData("FILE -p Mails --create", "--schema FILE or --choice LABELS")]
    [InlineData("FILE -p Mails --create --choice one", "at least two labels")]
    [InlineData("FILE -p Mails --create --choice a,b --map text", "expected field=column")]
    [InlineData("FILE -p Mails --create --choice a,a", "a")]
    [InlineData("FILE -p Mails --as nobody@example.org", "there is no account nobody@example.org")]
    public async Task What_cannot_be_done_is_said_in_one_line(string line, string says)
    {
        using var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.jsonl", """{"text":"one"}""");

        var ran = await shell.Run(["import", .. line.Split(' ').Select(part => part == "FILE" ? file : part)]);

        ran.Exit.ShouldBe(1);
        ran.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public async Task Nobody_imports_into_an_installation_without_an_owner()
    {
        using var shell = new Shell();

        var ran = await shell.Run("import", shell.Write("a.jsonl", """{"text":"one"}"""), "-p", "Mails", "--create", "--choice", "a,b");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("assay user add EMAIL --admin");
    }

    private static async Task<IEnumerable<string?>> Texts(Shell shell)
    {
        var file = Path.Combine(shell.Folder, "out.jsonl");
        (await shell.Run("export", "-p", "Mails", "--all", "-o", file)).Exit.ShouldBe(0);
        return File.ReadLines(file).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("text").GetString()).ToList();
    }
}
