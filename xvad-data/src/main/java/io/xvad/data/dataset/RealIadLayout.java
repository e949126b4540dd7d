package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens Real-IAD (Wang et al. 2024): {@code realiad_1024/CATEGORY/…} or another size, and {@code
 * realiad_jsons/realiad_jsons/CATEGORY.json}, which says what is to learn from and what to test on. The largest images that are there are
 * read. Anomalous images among those to learn from are left out.
 */
final class RealIadLayout implements Layout {

    private static final Pattern IMAGES = Pattern.compile("realiad_(\\d+|raw)");
    private static final String LISTS = "realiad_jsons";
    private static final long MAX_BYTES = 256 << 20;

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(LISTS)) && images(root).isPresent();
    }

    /** The folder of the largest images. */
    private static Optional<Path> images(Path root) {
        return ImageFiles.directories(root).stream()
                .filter(folder -> IMAGES.matcher(ImageFiles.name(folder)).matches())
                .max(Comparator.comparingLong(RealIadLayout::size));
    }

    private static long size(Path folder) {
        Matcher name = IMAGES.matcher(ImageFiles.name(folder));
        return !name.matches() || name.group(1).equals("raw") ? Long.MAX_VALUE : Long.parseLong(name.group(1));
    }

    private static Path lists(Path root) {
        Path inner = root.resolve(LISTS).resolve(LISTS);
        return Files.isDirectory(inner) ? inner : root.resolve(LISTS);
    }

    @Override
    public List<String> categories(Path root) {
        return FolderContents.of(lists(root)).files().stream()
                .filter(file -> ImageFiles.ending(file).equals("json"))
                .map(ImageFiles::stem)
                .toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        String thing = category.orElseThrow(() -> new XvadDataException(root
                + ": holds several categories; name one by --category (in Java open(root, category)): "
                + String.join(", ", categories(root))));
        Path images = images(root).orElseThrow();
        Path file = lists(root).resolve(thing + ".json");
        try {
            return new Reading(images, file, thing).dataset(root, name);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(file + ": " + e.getMessage(), e);
        }
    }

    private static JsonObject read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new XvadDataException(file + ": larger than " + MAX_BYTES + " bytes");
            }
            return JsonObject.parse(Files.readString(file));
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    /** One list. */
    private static final class Reading {

        private final Path folder;
        private final JsonObject list;
        private final String normal;

        private Reading(Path images, Path file, String category) {
            list = read(file);
            Optional<JsonObject> meta = list.has("meta") ? Optional.of(list.object("meta")) : Optional.empty();
            normal = text(meta, "normal_class", "OK");
            folder = ImageFiles.within(images, text(meta, "prefix", category));
        }

        private static String text(Optional<JsonObject> object, String field, String usual) {
            return object.filter(meta -> meta.has(field))
                    .map(meta -> meta.string(field))
                    .orElse(usual);
        }

        private AnomalyDataset dataset(Path root, String name) {
            Gathering gathering = Gathering.category(root, ImageFiles.name(folder));
            learn(gathering);
            int anomalous = 0;
            int tests = 0;
            for (JsonObject entry : list.objects("test")) {
                TestCase test = test(entry);
                gathering.test(test);
                anomalous += test.anomalous() ? 1 : 0;
                tests++;
            }
            gathering.part(folder, tests - anomalous, Inventory.Use.NORMAL_TEST);
            gathering.part(folder, anomalous, Inventory.Use.ANOMALOUS_TEST);
            return gathering.dataset(name);
        }

        private void learn(Gathering gathering) {
            List<Path> learned = new ArrayList<>();
            List<JsonObject> entries = list.objects("train");
            for (JsonObject entry : entries) {
                if (entry.string("anomaly_class").equals(normal)) {
                    learned.add(ImageFiles.within(folder, entry.string("image_path")));
                }
            }
            gathering.addLearned(folder, learned);
            gathering.part(folder, entries.size() - learned.size(), Inventory.Use.UNUSED);
        }

        private TestCase test(JsonObject entry) {
            String kind = entry.string("anomaly_class");
            Path image = ImageFiles.within(folder, entry.string("image_path"));
            if (kind.equals(normal)) {
                return new TestCase(image, TestCase.GOOD, Optional.empty());
            }
            boolean drawn = entry.has("mask_path");
            return new TestCase(
                    image,
                    kind,
                    drawn ? Optional.of(ImageFiles.within(folder, entry.string("mask_path"))) : Optional.empty());
        }
    }
}
