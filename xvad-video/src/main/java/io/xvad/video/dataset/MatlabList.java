package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the MATLAB scripts in which UCSD lists anomalous frames: lines such as
 * {@code TestVideoFile{end+1}.gt_frame = [5:90, 140:200];}, one a clip, frames from 1, the last included.
 */
final class MatlabList {

    private static final Pattern COMMENT = Pattern.compile("%.*");
    private static final Pattern CLIP =
            Pattern.compile("TestVideoFile\\s*\\{\\s*end\\s*\\+\\s*1\\s*\\}\\s*\\.\\s*gt_frame\\s*=\\s*\\[([^]]*)]");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*:\\s*(\\d{1,9}))?");
    private static final Pattern NOTHING_ELSE = Pattern.compile("[\\s,;]*");

    private MatlabList() {}

    /** The anomalous frames of each clip, in the order of the clips. */
    static List<List<Interval>> read(Path file) {
        String script = NumberLines.lines(file).stream()
                .map(line -> COMMENT.matcher(line).replaceAll(""))
                .collect(Collectors.joining("\n"));
        List<List<Interval>> clips = new ArrayList<>();
        Matcher matcher = CLIP.matcher(script);
        while (matcher.find()) {
            clips.add(ranges(file, matcher.group(1)));
        }
        if (clips.isEmpty()) {
            throw new XvadDataException(file + ": has no line 'TestVideoFile{end+1}.gt_frame = [first:last];'");
        }
        return clips;
    }

    private static List<Interval> ranges(Path file, String text) {
        List<Interval> ranges = new ArrayList<>();
        Matcher matcher = RANGE.matcher(text);
        try {
            while (matcher.find()) {
                String last = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
                ranges.add(Interval.inclusiveFromOne(Integer.parseInt(matcher.group(1)), Integer.parseInt(last)));
            }
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(file + ": [" + text + "]: " + e.getMessage(), e);
        }
        if (!NOTHING_ELSE.matcher(matcher.replaceAll("")).matches()) {
            throw new XvadDataException(file + ": '[" + text + "]' is not a list of frames such as [5:90, 140:200]");
        }
        return ranges;
    }
}
