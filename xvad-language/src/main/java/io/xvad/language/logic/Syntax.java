package io.xvad.language.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads clauses and declarations. */
final class Syntax {

    private static final Pattern LITERAL =
            Pattern.compile("(not\\s+)?([a-z][a-z0-9_-]*)\\s*\\(([^()]*)\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONSTANT = Pattern.compile("[a-z0-9][a-z0-9_.-]*");
    private static final Pattern PREDICATE =
            Pattern.compile("predicate\\s+([a-z][a-z0-9_-]*)/(\\d)(\\s+functional)?(?:\\s+closed\\s+(\\S+))?");
    private static final String FORM =
            "a clause has the form 'left(orange, 2)', 'NOT color(juice, green)', or several joined by OR; got: ";

    private Syntax() {}

    /**
     * A clause; a full stop at its end is passed over.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Clause clause(String text) {
        List<Literal> literals = new ArrayList<>();
        for (String part : text.strip().replaceFirst("\\.$", "").split("(?i)\\s+or\\s+", -1)) {
            Matcher literal = LITERAL.matcher(part.strip());
            if (!literal.matches()) {
                throw new IllegalArgumentException(FORM + text.strip());
            }
            List<String> arguments = new ArrayList<>();
            for (String argument : literal.group(3).split(",", -1)) {
                arguments.add(constant(argument));
            }
            literals.add(new Literal(lower(literal.group(2)), arguments, literal.group(1) != null));
        }
        return new Clause(literals);
    }

    /** In lower case, with underscores for the spaces within. */
    static String constant(String text) {
        String constant = lower(text.strip()).replaceAll("\\s+", "_");
        if (!CONSTANT.matcher(constant).matches()) {
            throw new IllegalArgumentException(
                    "a name is of letters a to z, digits, '_', '-' and '.', got '" + text.strip() + "'");
        }
        return constant;
    }

    /** A line that begins with {@code predicate}, with its meaning after a number sign. */
    static Predicate predicate(String line, String meaning) {
        Matcher declared = PREDICATE.matcher(line);
        if (!declared.matches()) {
            throw new IllegalArgumentException(
                    "a predicate is declared as 'predicate count/2 functional closed 0', got: " + line);
        }
        return new Predicate(
                declared.group(1),
                Integer.parseInt(declared.group(2)),
                declared.group(3) != null,
                Optional.ofNullable(declared.group(4)).map(Syntax::constant),
                meaning);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
