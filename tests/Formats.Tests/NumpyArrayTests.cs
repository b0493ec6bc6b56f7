using System.Buffers.Binary;
using System.Text;
using CsCheck;

namespace Assay.Formats.Tests;

public sealed class NumpyArrayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tables_of_all_three_widths_are_read_in_every_version(byte version)
    {
        float[] values = [1, -2.5f, 0, 1024, 0.125f, 6];
        foreach (var (type, size) in new[] { ("<f2", 2), ("<f4", 4), ("<f8", 8) })
        {
            var read = Read(File(version, type, "(3, 2)", [.. values.SelectMany(value => Bytes(value, size))]));
            (read.Rows, read.Columns).ShouldBe((3, 2));
            read.Values.ShouldBe(values);
        }
    }

    [Fact]
    public void One_dimension_is_a_column_and_no_rows_are_no_rows()
    {
        (Read(File(1, "<f4", "(2,)", new byte[8])) is { Rows: 2, Columns: 1 }).ShouldBeTrue();
        (Read(File(1, "<f4", "(0, 5)", [])) is { Rows: 0, Columns: 5, Values.Length: 0 }).ShouldBeTrue();
    }

    [Fact]
    public void What_is_beyond_thirty_two_bits_is_infinite() =>
        Read(File(1, "<f8", "(1,)", Bytes(1e300, 8))).Values.ShouldBe([float.PositiveInfinity]);

    [Fact]
    public void A_long_table_is_read_piece_by_piece_also_where_the_stream_cannot_tell_its_length()
    {
        var values = Enumerable.Range(0, 1_300_000).Select(value => (float)value).ToArray();
        var file = File(1, "<f4", "(1300000, 1)", [.. values.SelectMany(value => BitConverter.GetBytes(value))]);

        NumpyArray.Read(new OneWay(file)).Values.ShouldBe(values);
        Should.Throw<UnreadableFile>(() => NumpyArray.Read(new OneWay(file[..^1]))).Message.ShouldContain("cut off");
        Should.Throw<UnreadableFile>(() => NumpyArray.Read(new OneWay([.. file, 0]))).Message.ShouldContain("goes on");
    }

    [Theory]
    [InlineData("<i8", "(1,)", "False", "numbers of type <i8")]
    [InlineData(">f4", "(1,)", "False", "numbers of type >f4")]
    [InlineData("|O", "(1,)", "False", "numbers of type |O")]
    [InlineData("<f4", "(1,)", "True", "Fortran order")]
    [InlineData("<f4", "()", "False", "0 dimensions")]
    [InlineData("<f4", "(1, 1, 1)", "False", "3 dimensions")]
    [InlineData("<f4", "(3, 0)", "False", "rows without numbers")]
    [InlineData("<f4", "(99999999999, 2)", "False", "the shape (99999999999, 2)")]
    [InlineData("<f4", "(2000000000, 2000000000)", "False", "at most")]
    [InlineData("<f4", "(100000, 100)", "False", "there are 4. Is the file cut off?")]
    [InlineData("<f4", "(0, 3)", "False", "there are 4. A file with one array")]
    [InlineData("<f4", "(__import__('os'),)", "False", "no 'shape' that can be read")]
    [InlineData("<f4", "(-1, 2)", "False", "no 'shape' that can be read")]
    [InlineData("<f4", "(1,)", "Maybe", "no 'fortran_order' that can be read")]
    public void What_cannot_be_read_is_told(string type, string shape, string order, string told) =>
        Should.Throw<UnreadableFile>(() => Read(File(1, type, shape, new byte[4], order))).Message.ShouldContain(told);

    [Fact]
    public void A_file_that_is_no_array_is_told_as_such()
    {
        Refusal([]).ShouldContain("no NumPy array");
        Refusal("PK\u0003\u0004 a zip file"u8.ToArray()).ShouldContain("no NumPy array");
        Refusal([0x93, .. "NUMPY"u8, 9, 0, 1, 1]).ShouldContain("format 9.0");
        Refusal([0x93, .. "NUMPY"u8, 1, 0, 1]).ShouldContain("ends within its header");
        Refusal([0x93, .. "NUMPY"u8, 1, 0, 50, 0, 1]).ShouldContain("ends within its header");
        Refusal([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]).ShouldContain("4,294,967,295 bytes");
    }

    [Fact]
    public void Broken_bytes_never_do_worse_than_a_message()
    {
        var file = File(1, "<f4", "(2, 3)", new byte[24]);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte, Gen.Int[0, file.Length]).Sample((at, value, length) =>
        {
            var broken = file.ToArray();
            broken[at] = value;
            try
            {
                Read(broken[..length]).Values.Length.ShouldBeLessThanOrEqualTo(6);
            }
            catch (UnreadableFile refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }
        });
    }

    private static string Refusal(byte[] file) => Should.Throw<UnreadableFile>(() => Read(file)).Message;

    private static NumpyArray Read(byte[] file) => NumpyArray.Read(new MemoryStream(file));

    private static byte[] File(byte version, string type, string shape, byte[] data, string order = "False")
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. data];
    }

    private static byte[] Bytes(double value, int size) => size switch
    {
        2 => BitConverter.GetBytes((Half)value),
        4 => BitConverter.GetBytes((float)value),
        _ => BitConverter.GetBytes(value),
    };

    /// <summary>Bytes that come a few at a time, and no length.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1_000_003)]);
    }
}
