package io.xvad.cli;

import io.xvad.video.live.Camera;
import io.xvad.video.read.LiveOptions;
import io.xvad.video.read.SourceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cameras named on a command line, as {@code SOURCE} or {@code NAME=SOURCE}; each gets a name of its own. */
final class Cameras {

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,63})=(.+)");

    private Cameras() {}

    static List<Camera> of(List<String> sources, LiveOptions options) {
        List<Camera> cameras = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String source : sources) {
            Matcher named = NAMED.matcher(source);
            boolean hasName = named.matches() && !isFile(source);
            SourceAddress address = SourceAddress.parse(hasName ? named.group(2) : source);
            String name = hasName ? named.group(1) : name(address, cameras.size() + 1);
            cameras.add(Camera.of(distinct(name, taken), address, options));
        }
        return cameras;
    }

    private static boolean isFile(String source) {
        return SourceAddress.parse(source).file().map(Files::exists).orElse(false);
    }

    private static String name(SourceAddress address, int number) {
        return address.file()
                .map(Path::getFileName)
                .map(file -> file.toString().replaceAll("[^A-Za-z0-9_.-]", "_"))
                .filter(file -> !file.isEmpty())
                .orElse("camera-" + number);
    }

    private static String distinct(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }
}
