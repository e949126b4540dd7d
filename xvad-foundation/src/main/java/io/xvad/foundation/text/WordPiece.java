package io.xvad.foundation.text;

import io.xvad.core.XvadModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BERT's word pieces of lower-cased text without accents (Devlin et al. 2019, section 3; Wu et al. 2016): words and marks are split apart, then each word into the longest
 * pieces of the vocabulary. Control tokens written in a sentence are taken as text. Immutable and thread-safe.
 */
public final class WordPiece implements Tokenizer {

    private static final String UNKNOWN = "[UNK]";
    private static final String START = "[CLS]";
    private static final String END = "[SEP]";
    private static final String CONTINUED = "##";
    private static final int LONGEST_WORD = 100;

    private final List<String> tokens;
    private final Map<String, Integer> ids;

    private WordPiece(List<String> tokens, Map<String, Integer> ids) {
        this.tokens = tokens;
        this.ids = ids;
    }

    /**
     * Reads a vocabulary: one token a line, in the order of their ids.
     *
     * @throws XvadModelException if the file cannot be read, or lacks a control token
     */
    public static WordPiece read(Path vocabulary) {
        try {
            List<String> tokens = List.copyOf(Files.readAllLines(vocabulary));
            Map<String, Integer> ids = new HashMap<>();
            for (int i = 0; i < tokens.size(); i++) {
                ids.put(tokens.get(i), i);
            }
            if (!ids.keySet().containsAll(List.of(UNKNOWN, START, END))) {
                throw new XvadModelException(vocabulary + ": must hold " + UNKNOWN + ", " + START + " and " + END);
            }
            return new WordPiece(tokens, Map.copyOf(ids));
        } catch (IOException e) {
            throw new XvadModelException(vocabulary + ": cannot be read as a vocabulary: " + e.getMessage(), e);
        }
    }

    @Override
    public long[] encode(String sentence, int context) {
        long[] all = encode(sentence);
        long[] sequence = new long[context];
        System.arraycopy(all, 0, sequence, 0, Math.min(context, all.length));
        if (all.length > context) {
            sequence[context - 1] = id(END);
        }
        return sequence;
    }

    /** The tokens of a sentence between those of its start and its end, however many there are. */
    public long[] encode(String sentence) {
        List<Integer> found = new ArrayList<>();
        found.add(id(START));
        words(sentence).forEach(word -> found.addAll(pieces(word)));
        found.add(id(END));
        return found.stream().mapToLong(Integer::longValue).toArray();
    }

    /** The text of a token; empty for the start and the end of a sentence. */
    public String text(long id) {
        String token = tokens.get(Math.toIntExact(id));
        return token.equals(START) || token.equals(END) ? "" : token;
    }

    /** The text of tokens that follow each other, without those of start and end; the pieces of a word are joined. */
    public String text(long[] sequence) {
        StringBuilder text = new StringBuilder();
        for (long id : sequence) {
            String token = text(id);
            if (token.startsWith(CONTINUED)) {
                text.append(token, CONTINUED.length(), token.length());
            } else if (!token.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(token);
            }
        }
        return text.toString();
    }

    private int id(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IllegalStateException("no token '" + token + "'");
        }
        return id;
    }

    /** The pieces of a word, each the longest that the vocabulary has at its place; the unknown token if a place has none. */
    private List<Integer> pieces(String word) {
        int[] letters = word.codePoints().toArray();
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (letters.length <= LONGEST_WORD && from < letters.length) {
            int to = letters.length;
            Integer piece = null;
            while (to > from && piece == null) {
                piece = ids.get((from > 0 ? CONTINUED : "") + new String(letters, from, to - from));
                to--;
            }
            if (piece == null) {
                return List.of(id(UNKNOWN));
            }
            pieces.add(piece);
            from = to + 1;
        }
        return letters.length > LONGEST_WORD ? List.of(id(UNKNOWN)) : pieces;
    }

    private static List<String> words(String sentence) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int letter : normalised(sentence).codePoints().toArray()) {
            boolean apart = isPunctuation(letter) || isIdeograph(letter);
            if (apart || isWhitespace(letter)) {
                end(word, words);
            }
            if (apart) {
                words.add(Character.toString(letter));
            } else if (!isWhitespace(letter)) {
                word.appendCodePoint(letter);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Without control characters and accents, in lower case letter by letter. */
    private static String normalised(String sentence) {
        StringBuilder kept = new StringBuilder();
        sentence.codePoints().filter(letter -> !isControl(letter)).forEach(kept::appendCodePoint);
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(kept, Normalizer.Form.NFD)
                .codePoints()
                .filter(letter -> Character.getType(letter) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isWhitespace(int letter) {
        return Character.isSpaceChar(letter) || letter == '\t' || letter == '\n' || letter == '\r';
    }

    private static boolean isControl(int letter) {
        return letter == 0xFFFD
                || !isWhitespace(letter)
                        && switch (Character.getType(letter)) {
                            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
                                true;
                            default -> false;
                        };
    }

    private static boolean isPunctuation(int letter) {
        boolean ascii = letter > ' ' && letter < 0x7F && !Character.isLetterOrDigit(letter);
        return ascii
                || switch (Character.getType(letter)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** The blocks of Chinese characters that BERT separates. */
    private static boolean isIdeograph(int letter) {
        return in(letter, 0x4E00, 0x9FFF)
                || in(letter, 0x3400, 0x4DBF)
                || in(letter, 0x20000, 0x2A6DF)
                || in(letter, 0x2A700, 0x2B73F)
                || in(letter, 0x2B740, 0x2B81F)
                || in(letter, 0x2B820, 0x2CEAF)
                || in(letter, 0xF900, 0xFAFF)
                || in(letter, 0x2F800, 0x2FA1F);
    }

    private static boolean in(int letter, int first, int last) {
        return letter >= first && letter <= last;
    }
}
