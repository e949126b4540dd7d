package io.xvad.evaluation.video;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why frames are anomalous, as somebody saw it, in the form of the X-MAN data set (Szymanowicz, Charles and Cipolla 2021, "X-MAN:
 * Explaining multiple sources of anomalies in video", CVPR workshops): for each video, and in it for each anomalous frame, a list of
 * reasons, each a coarse and a fine one.
 *
 * <pre>{@code
 * {"01": {"60": [["speed", "faster than walkers"], ["appearance", "bicycle"]]}}
 * }</pre>
 *
 * <p>Frames are counted from 0. Immutable and thread-safe.
 */
public final class ReasonLabels {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<Long, List<Reason>>> videos;

    private ReasonLabels(Map<String, Map<Long, List<Reason>>> videos) {
        this.videos = videos;
    }

    /**
     * A reason why a frame is anomalous.
     *
     * @param coarse the kind of reason; to measure XVAD's reasons, the name of an attribute, such as {@code speed}
     * @param fine what is to be seen, for people
     */
    public record Reason(String coarse, String fine) {}

    /**
     * Reads a file.
     *
     * @throws XvadDataException if it cannot be read or is not of this form; the message says where
     */
    public static ReasonLabels read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            require(root.isObject(), file, "an object of videos");
            Map<String, Map<Long, List<Reason>>> videos = new HashMap<>();
            root.fields()
                    .forEachRemaining(
                            video -> videos.put(video.getKey(), frames(file, video.getKey(), video.getValue())));
            return new ReasonLabels(videos);
        } catch (JsonProcessingException e) {
            throw new XvadDataException(file + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    private static Map<Long, List<Reason>> frames(Path file, String video, JsonNode node) {
        require(node.isObject(), file, "an object of frames in video " + video);
        Map<Long, List<Reason>> frames = new LinkedHashMap<>();
        node.fields().forEachRemaining(frame -> {
            require(frame.getKey().matches("\\d{1,9}"), file, "numbers of frames in video " + video);
            frames.put(Long.valueOf(frame.getKey()), reasons(file, video, frame.getValue()));
        });
        return frames;
    }

    private static List<Reason> reasons(Path file, String video, JsonNode node) {
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode pair : node) {
            boolean complete =
                    pair.size() == 2 && pair.path(0).isTextual() && pair.path(1).isTextual();
            require(complete, file, "pairs of a coarse and a fine reason in video " + video);
            reasons.add(new Reason(pair.get(0).asText(), pair.get(1).asText()));
        }
        return List.copyOf(reasons);
    }

    private static void require(boolean right, Path file, String wanted) {
        if (!right) {
            throw new XvadDataException(file + ": reasons of frames need " + wanted);
        }
    }

    /**
     * The reasons of a frame; empty if nobody gave one.
     *
     * @param video its id, or what the id ends with after a {@code /}
     * @param frame counted from 0
     */
    public List<Reason> of(String video, long frame) {
        Map<Long, List<Reason>> frames =
                videos.getOrDefault(video, videos.get(video.substring(video.lastIndexOf('/') + 1)));
        return frames == null ? List.of() : frames.getOrDefault(frame, List.of());
    }

    /** The coarse reasons that any frame has. */
    public Set<String> classes() {
        return videos.values().stream()
                .flatMap(frames -> frames.values().stream())
                .flatMap(List::stream)
                .map(Reason::coarse)
                .collect(Collectors.toSet());
    }
}
