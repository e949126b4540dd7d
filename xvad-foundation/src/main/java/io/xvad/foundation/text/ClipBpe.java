package io.xvad.foundation.text;

import io.xvad.core.XvadModelException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's byte pair encoding (Radford et al. 2021, section 2.4), of lower-cased text. Typographic quotes, ligatures and the
 * commonest HTML entities are made plain by a short table, where the original calls ftfy and an HTML reader. The tokens of words are kept, up to {@value #MOST_WORDS}, since prompts repeat them. Thread-safe.
 */
public final class ClipBpe implements Tokenizer {

    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";
    private static final String WORD_END = "</w>";
    private static final int MOST_MERGES = 49152 - 256 - 2;
    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final int MOST_WORDS = 10_000;

    private final Map<String, List<Integer>> words = new ConcurrentHashMap<>();
    private final Map<String, Integer> tokens;
    private final Map<Pair, Integer> ranks;

    private ClipBpe(Map<String, Integer> tokens, Map<Pair, Integer> ranks) {
        this.tokens = tokens;
        this.ranks = ranks;
    }

    private record Pair(String left, String right) {
        static Pair of(String line) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("'" + line + "' is no pair");
            }
            return new Pair(parts[0], parts[1]);
        }

        String joined() {
            return left + right;
        }
    }

    /**
     * Reads the merges, plain or gzipped: a line that is passed over, then one pair a line.
     *
     * @throws XvadModelException if the file cannot be read
     */
    public static ClipBpe read(Path merges) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(unzipped(merges), StandardCharsets.UTF_8))) {
            return of(lines.lines()
                    .skip(1)
                    .limit(MOST_MERGES)
                    .takeWhile(line -> !line.isBlank())
                    .map(Pair::of)
                    .toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new XvadModelException(merges + ": cannot be read as merges: " + e.getMessage(), e);
        }
    }

    private static InputStream unzipped(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    /** Bytes, bytes at the end of a word, merges in their order, start and end. */
    private static ClipBpe of(List<Pair> merges) {
        Map<String, Integer> tokens = new HashMap<>();
        ByteLetters.LETTERS.forEach(letter -> tokens.put(letter, tokens.size()));
        ByteLetters.LETTERS.forEach(letter -> tokens.put(letter + WORD_END, tokens.size()));
        Map<Pair, Integer> ranks = new HashMap<>();
        int next = tokens.size();
        for (Pair merge : merges) {
            ranks.putIfAbsent(merge, ranks.size());
            tokens.put(merge.joined(), next++);
        }
        tokens.put(START, next);
        tokens.put(END, next + 1);
        return new ClipBpe(Map.copyOf(tokens), Map.copyOf(ranks));
    }

    @Override
    public long[] encode(String sentence, int context) {
        String plain = cleaned(sentence);
        if (plain.contains(START) || plain.contains(END)) {
            throw new IllegalArgumentException(
                    "a sentence must not hold " + START + " or " + END + ", got '" + sentence + "'");
        }
        List<Integer> ids = new ArrayList<>();
        ids.add(id(START));
        Matcher found = WORDS.matcher(plain);
        while (found.find()) {
            ids.addAll(idsOf(found.group()));
        }
        ids.add(id(END));
        long[] sequence = new long[context];
        for (int i = 0; i < Math.min(context, ids.size()); i++) {
            sequence[i] = ids.get(i);
        }
        if (ids.size() > context) {
            sequence[context - 1] = id(END);
        }
        return sequence;
    }

    private List<Integer> idsOf(String word) {
        List<Integer> known = words.get(word);
        if (known != null) {
            return known;
        }
        List<Integer> ids = merged(ByteLetters.of(word)).stream().map(this::id).toList();
        if (words.size() < MOST_WORDS) {
            words.put(word, ids);
        }
        return ids;
    }

    private static String cleaned(String sentence) {
        return Typography.plain(Normalizer.normalize(sentence, Normalizer.Form.NFC))
                .strip()
                .replaceAll("(?U)\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private int id(String token) {
        Integer id = tokens.get(token);
        if (id == null) {
            throw new IllegalStateException("no token '" + token + "'");
        }
        return id;
    }

    /** Joins the pair of the lowest rank, everywhere, until none is left that has one. */
    private List<String> merged(List<String> letters) {
        List<String> word = new ArrayList<>(letters);
        word.set(word.size() - 1, word.get(word.size() - 1) + WORD_END);
        for (int best = best(word); best >= 0; best = best(word)) {
            Pair pair = new Pair(word.get(best), word.get(best + 1));
            for (int i = best; i < word.size() - 1; i++) {
                if (word.get(i).equals(pair.left) && word.get(i + 1).equals(pair.right)) {
                    word.set(i, pair.joined());
                    word.remove(i + 1);
                }
            }
        }
        return word;
    }

    /** Where the pair of the lowest rank first stands; -1 if none has a rank. */
    private int best(List<String> word) {
        int best = -1;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < word.size() - 1; i++) {
            int rank = ranks.getOrDefault(new Pair(word.get(i), word.get(i + 1)), Integer.MAX_VALUE);
            if (rank < lowest) {
                lowest = rank;
                best = i;
            }
        }
        return best;
    }
}
