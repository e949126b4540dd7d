package io.xvad.explainers.narration;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one language. */
final class Words {

    private final Locale locale;
    private final ResourceBundle bundle;

    /** The words of a language; English is {@link Locale#ROOT}. */
    Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", locale);
    }

    /** The language; English is {@link Locale#ROOT}. */
    Locale locale() {
        return locale;
    }

    /** A text with values filled in. */
    String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** A number as this language writes it. */
    String number(String format, double value) {
        return String.format(locale, format, value);
    }
}
