package io.xvad.benchmarks.fuzz;

import io.xvad.core.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Ways into a file that a checksum guards: the content is damaged, and the checksum made to fit, so that the damage is not all found there. */
final class Envelope {

    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_FRAME = 12;
    private static final String MANIFEST = "manifest.json";

    private Envelope() {}

    /** Half of the damage is done to the file as it is, half within. */
    private static Mutation half(Mutation within) {
        return (bytes, random) -> random.nextBoolean() ? Mutation.binary(bytes, random) : within.of(bytes, random);
    }

    /** A chunk of a PNG, with its length and CRC. */
    static Mutation png() {
        return half(Envelope::damagedChunk);
    }

    /** Damages the content of a gzip file, and compresses it again. */
    static Mutation gzip() {
        return half((bytes, random) -> {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                    zip.write(Mutation.binary(in.readAllBytes(), random));
                }
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** An entry of a zip file. */
    static Mutation zip() {
        return half((bytes, random) -> {
            Map<String, byte[]> entries = entries(bytes);
            String name = any(entries, random);
            entries.put(name, Mutation.binary(entries.getOrDefault(name, new byte[0]), random));
            return zip(entries);
        });
    }

    /** An entry of a model file, with its size and SHA-256 in the manifest; or the manifest. */
    static Mutation model() {
        return half((bytes, random) -> {
            Map<String, byte[]> entries = entries(bytes);
            String name = any(entries, random);
            byte[] old = entries.getOrDefault(name, new byte[0]);
            boolean isText = name.endsWith(".json");
            byte[] damaged = isText ? Mutation.text(old, random) : Mutation.binary(old, random);
            entries.put(name, damaged);
            if (!name.equals(MANIFEST)) {
                entries.put(MANIFEST, promising(entries.getOrDefault(MANIFEST, new byte[0]), name, damaged));
            }
            return zip(entries);
        });
    }

    private static byte[] promising(byte[] manifest, String name, byte[] content) {
        String promise =
                "\"name\":\"" + name + "\",\"bytes\":" + content.length + ",\"sha256\":\"" + Sha256.of(content) + "\"";
        return new String(manifest, StandardCharsets.UTF_8)
                .replaceFirst("\"name\":\"" + Pattern.quote(name) + "\",\"bytes\":\\d+,\"sha256\":\"[^\"]*\"", promise)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String any(Map<String, byte[]> entries, SplittableRandom random) {
        return List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
    }

    private static Map<String, byte[]> entries(byte[] bytes) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] damagedChunk(byte[] png, SplittableRandom random) {
        List<Integer> starts = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(png);
        for (int at = PNG_SIGNATURE; at + PNG_FRAME <= png.length; at += PNG_FRAME + in.getInt(at)) {
            starts.add(at);
        }
        int start = starts.get(random.nextInt(starts.size()));
        int length = in.getInt(start);
        byte[] type = Mutation.Pieces.piece(png, start + 4, 4);
        byte[] content = Mutation.binary(Mutation.Pieces.piece(png, start + 8, length), random);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(content);
        byte[] chunk = ByteBuffer.allocate(PNG_FRAME + content.length)
                .putInt(content.length)
                .put(type)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
        return Mutation.Pieces.replaced(png, start, start + PNG_FRAME + length, chunk);
    }
}
