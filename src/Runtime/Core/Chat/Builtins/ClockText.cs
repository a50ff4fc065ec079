using System;
using System.Globalization;
using System.Text;

namespace Modelwright.Runtime.Templating;

/// <summary>C's <c>strftime</c> in the C locale, of a time that knows no zone: Hugging Face's is Python's <c>datetime.now()</c>.</summary>
internal static class ClockText
{
    public static string Format(string format, DateTimeOffset now)
    {
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            bool unpadded = format[i] == '-' && i + 1 < format.Length;
            i += unpadded ? 1 : 0;
            string field = Field(format[i], now);
            text.Append(unpadded ? field.TrimStart('0', ' ') is { Length: > 0 } digits ? digits : "0" : field);
        }

        return text.ToString();
    }

    private static string Field(char letter, DateTimeOffset now) => letter switch
    {
        'Y' => Text(now, "yyyy"),
        'y' => Text(now, "yy"),
        'C' => (now.Year / 100).ToString("00", CultureInfo.InvariantCulture),
        'm' => Text(now, "MM"),
        'd' => Text(now, "dd"),
        'e' => now.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'B' => Text(now, "MMMM"),
        'b' or 'h' => Text(now, "MMM"),
        'A' => Text(now, "dddd"),
        'a' => Text(now, "ddd"),
        'H' => Text(now, "HH"),
        'I' => Text(now, "hh"),
        'k' => now.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => Text(now, "%h").PadLeft(2),
        'M' => Text(now, "mm"),
        'S' => Text(now, "ss"),
        'f' => Text(now, "ffffff"),
        'p' => now.Hour < 12 ? "AM" : "PM",
        'P' => now.Hour < 12 ? "am" : "pm",
        'j' => now.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => (now.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)now.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)now.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'U' => ((now.DayOfYear + 6 - (int)now.DayOfWeek) / 7).ToString("00", CultureInfo.InvariantCulture),
        'W' => ((now.DayOfYear + 6 - (((int)now.DayOfWeek + 6) % 7)) / 7).ToString("00", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(now.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(now.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        'g' => (ISOWeek.GetYear(now.DateTime) % 100).ToString("00", CultureInfo.InvariantCulture),
        'F' => Text(now, "yyyy-MM-dd"),
        'D' or 'x' => Text(now, "MM/dd/yy"),
        'T' or 'X' => Text(now, "HH:mm:ss"),
        'R' => Text(now, "HH:mm"),
        'r' => Text(now, "hh:mm:ss ") + Field('p', now),
        'c' => Text(now, "ddd MMM ") + Field('e', now) + Text(now, " HH:mm:ss yyyy"),
        'z' or 'Z' => "",
        's' => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => "%" + letter,
    };

    private static string Text(DateTimeOffset now, string format) => now.ToString(format, DateTimeFormatInfo.InvariantInfo);
}
