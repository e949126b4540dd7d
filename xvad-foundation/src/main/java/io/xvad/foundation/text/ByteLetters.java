package io.xvad.foundation.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A printable character for each of the 256 bytes, as GPT-2's tokenizer writes them: the printable ones of Latin-1 stand for themselves, the others
 * for the characters from 256 on.
 */
final class ByteLetters {

    /** The characters, in the order of GPT-2's vocabulary: printable bytes first. */
    static final List<String> LETTERS = new ArrayList<>();

    private static final String[] OF_BYTE = new String[256];

    static {
        addRange('!', '~');
        addRange('¡', '¬');
        addRange('®', 'ÿ');
        int next = 256;
        for (int value = 0; value < 256; value++) {
            if (OF_BYTE[value] == null) {
                add(value, (char) next++);
            }
        }
    }

    private ByteLetters() {}

    private static void addRange(char first, char last) {
        for (char letter = first; letter <= last; letter++) {
            add(letter, letter);
        }
    }

    private static void add(int value, char letter) {
        OF_BYTE[value] = String.valueOf(letter);
        LETTERS.add(OF_BYTE[value]);
    }

    /** The letters of the UTF-8 bytes of a text. */
    static List<String> of(String text) {
        List<String> letters = new ArrayList<>();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            letters.add(OF_BYTE[value & 0xff]);
        }
        return letters;
    }
}
