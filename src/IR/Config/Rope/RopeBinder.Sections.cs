using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

// mrope_section: how frequencies are shared out between the three positions of a token.
internal sealed partial class RopeBinder
{
    private const int Axes = 3;

    private RopeSpec? WithSections(RopeSpec? spec)
    {
        if (_defaults.Sections is not RopeSections fallback)
        {
            return spec;
        }

        RopeSections? sections = Sections(fallback, spec?.RotaryDim / 2);
        return spec is not null && sections is not null ? spec with { Sections = sections } : null;
    }

    private RopeSections? Sections(RopeSections fallback, int? frequencies)
    {
        if (_rope.FindValue(ConfigKeys.MRopeSection) is null)
        {
            return fallback;
        }

        if (_rope.Ints(ConfigKeys.MRopeSection) is not IReadOnlyList<int> given)
        {
            return null;
        }

        if (given.Count != Axes)
        {
            _rope.Report(MessageId.WrongLength, ConfigKeys.MRopeSection, Text(given.Count), Text(Axes), "frequencies for time, height and width");
            return null;
        }

        if (given.ToList().FindIndex(static count => count is < 0 or > Limits.HeadDim) is >= 0 and int wrong)
        {
            _config.Messages.Report(
                MessageId.OutOfRange, _rope.ItemPointer(ConfigKeys.MRopeSection, wrong), _rope.ItemName(ConfigKeys.MRopeSection, wrong), Text(given[wrong]), "0", Text(Limits.HeadDim));
            return null;
        }

        // Hugging Face builds such a model: what lies beyond the frequencies is cut, what is not named turns by the time.
        if (frequencies is int turning && given.Sum() != turning)
        {
            _rope.Report(MessageId.SectionsDoNotAddUp, ConfigKeys.MRopeSection, Text(given.Sum()), Text(turning), Text(2 * turning));
        }

        return new RopeSections(given[0], given[1], given[2]);
    }
}
