package io.xvad.video.detectors.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which clips are windows of one video: those whose ids differ only after a {@code #}, as windows of data sets are called. */
public final class SourceVideos {

    private SourceVideos() {}

    /** A number for each clip, the same for windows of one video; each clip has its own if all are of one video. */
    public static int[] numbers(List<String> ids) {
        Map<String, Integer> videos = new HashMap<>();
        int[] numbers = ids.stream()
                .mapToInt(id -> videos.computeIfAbsent(video(id), key -> videos.size()))
                .toArray();
        if (videos.size() == 1) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i;
            }
        }
        return numbers;
    }

    private static String video(String id) {
        int window = id.lastIndexOf('#');
        return window < 0 ? id : id.substring(0, window);
    }
}
