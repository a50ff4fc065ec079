using System;
using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>
/// A table that a narrow terminal shows as well: texts wrap between words and numbers never do; where even words do not fit beside each other, each row is a list of its cells behind
/// their headings.
/// </summary>
/// <param name="title">What stands above it; empty for none.</param>
/// <param name="columns">Its columns; all headings empty for a table without a head.</param>
internal sealed class TextTable(string title, params IReadOnlyList<TextColumn> columns)
{
    /// <summary>Of a column, beside its text: a border and a space on either side.</summary>
    private const int Frame = 3;

    /// <summary>Between headings and cells of a list.</summary>
    private const int Gap = 2;

    private readonly List<IReadOnlyList<TextCell>> _rows = [];

    public void Add(params IReadOnlyList<TextCell> cells) => _rows.Add(cells);

    public void Show(IAnsiConsole console)
    {
        int room = console.Profile.Width - (Frame * columns.Count) - 1;
        int[] natural = [.. columns.Select((column, i) => Math.Max(column.Heading.Length, Longest(i, static text => text.Length)))];
        int[] least = [.. columns.Select((column, i) => Math.Max(Word(column.Heading), Longest(i, column.IsNumber ? static text => text.Length : Word)))];
        if (natural.Sum() <= room)
        {
            console.Write(Framed(natural));
        }
        else if (least.Sum() <= room)
        {
            console.Write(Framed(Widened(least, natural, room - least.Sum())));
        }
        else
        {
            ShowList(console);
        }
    }

    private Table Framed(IReadOnlyList<int> widths)
    {
        Table table = new() { Border = TableBorder.Rounded, ShowHeaders = HasHead };
        if (title.Length > 0)
        {
            table.Title = new TableTitle(Markup.Escape(title));
        }

        foreach ((TextColumn column, int width) in columns.Zip(widths))
        {
            table.AddColumn(new TableColumn(new Text(column.Heading)) { Width = width, Alignment = column.IsNumber ? Justify.Right : Justify.Left });
        }

        foreach (IReadOnlyList<TextCell> row in _rows)
        {
            table.AddRow(row.Select(static cell => cell.ToText()));
        }

        return table;
    }

    private bool HasHead => columns.Any(static column => column.Heading.Length > 0);

    private void ShowList(IAnsiConsole console)
    {
        if (title.Length > 0)
        {
            console.WriteLine(title, new Style(decoration: Decoration.Italic));
        }

        foreach (IReadOnlyList<TextCell> row in _rows)
        {
            (TextColumn Column, TextCell Cell)[] shown = [.. columns.Zip(row).Where(static pair => pair.Second.Words.Length > 0)];
            int room = console.Profile.Width - Gap - shown.Max(static pair => Word(pair.Cell.Words));
            int headings = Math.Clamp(room, shown.Max(static pair => Word(pair.Column.Heading)), shown.Max(static pair => pair.Column.Heading.Length));
            Grid grid = new Grid().AddColumn(new GridColumn { Width = headings, Padding = new Padding(0, 0, Gap, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) });
            foreach ((TextColumn column, TextCell cell) in shown)
            {
                grid.AddRow(new Text(column.Heading, new Style(Color.Grey)), cell.ToText());
            }

            console.Write(grid);
            console.WriteLine();
        }
    }

    /// <summary>As much of the room that is left as each column has use for, from the left.</summary>
    private static IReadOnlyList<int> Widened(int[] least, int[] natural, int room)
    {
        int[] widths = [.. least];
        for (int i = 0; i < widths.Length; i++)
        {
            int more = Math.Min(natural[i] - least[i], room);
            widths[i] += more;
            room -= more;
        }

        return widths;
    }

    private int Longest(int column, Func<string, int> length) => _rows.Select(row => length(row[column].Words)).DefaultIfEmpty(0).Max();

    private static int Word(string text) => text.Split(' ').Max(static word => word.Length);
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Whether its cells are numbers: to the right, and never broken.</param>
internal sealed record TextColumn(string Heading, bool IsNumber = false)
{
    public static implicit operator TextColumn(string heading) => new(heading);
}

/// <summary>A cell of a <see cref="TextTable"/>.</summary>
/// <param name="Words">What stands in it.</param>
/// <param name="Colour">Its colour; the terminal's own unless given.</param>
internal sealed record TextCell(string Words, Color? Colour = null)
{
    public static implicit operator TextCell(string words) => new(words);

    public Text ToText() => new(Words, Colour is Color colour ? new Style(colour) : Style.Plain);
}
