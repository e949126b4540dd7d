package io.xvad.explainers.reliance;

import io.xvad.core.explain.Reliance;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says in one sentence how far an explanation can be relied on. */
public final class RelianceSentence {

    private RelianceSentence() {}

    /**
     * The sentence.
     *
     * @param language German, else it is English
     */
    public static String of(Reliance reliance, Locale language) {
        Locale known = language.getLanguage().equals(Locale.GERMAN.getLanguage()) ? Locale.GERMAN : Locale.ROOT;
        ResourceBundle bundle = ResourceBundle.getBundle("io.xvad.explainers.reliance.reliance", known);
        String pattern = bundle.getString(reliance.canBeReliedOn() ? "rely" : "do-not-rely");
        return new MessageFormat(pattern, known).format(new Object[] {Math.round(100 * reliance.probability())});
    }
}
