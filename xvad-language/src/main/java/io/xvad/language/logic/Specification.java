package io.xvad.language.logic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must hold of a normal image: clauses that hold all at once, over declared predicates. Immutable.
 *
 * <p>Its text has a declaration, a synonym or a clause a line; what follows a number sign is a comment, and in the line of a predicate its meaning:
 *
 * <pre>
 * predicate left/2 functional closed 0  # how many of a thing lie on the left
 * predicate color/2 functional          # the colour of a thing
 * same mandarin = orange
 * left(orange, 2)
 * color(juice, red) OR color(juice, yellow)
 * NOT color(juice, green)
 * </pre>
 */
public final class Specification {

    /** The name of all that is of no importance; a fact about it says nothing. */
    public static final String IRRELEVANT = "irrel";

    private static final int MOST = 1_000;

    private final Vocabulary vocabulary;
    private final List<Clause> clauses;

    private Specification(Vocabulary vocabulary, List<Clause> clauses) {
        this.vocabulary = vocabulary;
        this.clauses = List.copyOf(clauses);
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException naming the line that cannot be read, or if there is no clause, or nothing can fulfil all of them
     */
    public static Specification parse(String text) {
        Map<String, Predicate> predicates = new LinkedHashMap<>();
        Map<String, String> synonyms = new LinkedHashMap<>();
        List<Clause> clauses = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R")) {
            number++;
            try {
                read(line, predicates, synonyms, clauses);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + " of the specification: " + e.getMessage(), e);
            }
        }
        return of(new Vocabulary(predicates, synonyms), clauses);
    }

    private static void read(
            String line, Map<String, Predicate> predicates, Map<String, String> synonyms, List<Clause> clauses) {
        int comment = line.indexOf('#');
        String said = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (said.startsWith("predicate ")) {
            Predicate predicate = Syntax.predicate(
                    said, comment < 0 ? "" : line.substring(comment + 1).strip());
            if (predicates.put(predicate.name(), predicate) != null) {
                throw new IllegalArgumentException("predicate '" + predicate.name() + "' is declared twice");
            }
        } else if (said.startsWith("same ")) {
            synonym(said.substring("same ".length()), synonyms);
        } else if (!said.isEmpty()) {
            clauses.add(Syntax.clause(said));
        }
    }

    private static void synonym(String said, Map<String, String> synonyms) {
        String[] names = said.split("=", -1);
        if (names.length != 2) {
            throw new IllegalArgumentException("a synonym is written 'same mandarin = orange', got: " + said);
        }
        String stands = Syntax.constant(names[1]);
        String name = Syntax.constant(names[0]);
        if (synonyms.containsKey(stands) || synonyms.containsValue(name) || synonyms.put(name, stands) != null) {
            throw new IllegalArgumentException("'" + name + "' and '" + stands + "' must not be replaced twice");
        }
    }

    private static Specification of(Vocabulary vocabulary, List<Clause> clauses) {
        List<Clause> canonical = clauses.stream().map(vocabulary::canonical).toList();
        if (canonical.isEmpty() || canonical.size() > MOST) {
            throw new IllegalArgumentException(
                    "a specification needs from 1 to " + MOST + " clauses, got " + canonical.size());
        }
        Specification specification = new Specification(vocabulary, canonical);
        if (!Grounding.of(specification.vocabulary, canonical).isSatisfiable(canonical)) {
            throw new IllegalArgumentException("nothing can fulfil all clauses of the specification at once");
        }
        return specification;
    }

    /**
     * That all these facts hold of a normal image, over the same predicates; those that are told twice count once.
     *
     * @throws IllegalArgumentException if there is none, or they contradict each other
     */
    public Specification demanding(FactBase facts) {
        return of(vocabulary, List.copyOf(new LinkedHashSet<>(facts.facts())));
    }

    /**
     * The predicates of a specification that has no clauses yet: its first question is what a normal image is like.
     *
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    public static Specification predicates(String text) {
        Map<String, Predicate> predicates = new LinkedHashMap<>();
        text.lines().forEach(line -> read(line, predicates, new LinkedHashMap<>(), new ArrayList<>()));
        return new Specification(new Vocabulary(predicates, Map.of()), List.of());
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Its clauses, all of which hold of what is normal. */
    public List<Clause> clauses() {
        return clauses;
    }

    /** The predicates, in the order of their declaration. */
    public Collection<Predicate> predicates() {
        return List.copyOf(vocabulary.predicates().values());
    }

    /** The names that its clauses use, in alphabetical order. */
    public Set<String> names() {
        return clauses.stream()
                .flatMap(clause -> clause.literals().stream())
                .flatMap(literal -> literal.arguments().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Its text, which {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        predicates().forEach(predicate -> lines.add(predicate.toString()));
        vocabulary.synonyms().forEach((name, stands) -> lines.add("same " + name + " = " + stands));
        clauses.forEach(clause -> lines.add(clause.toString()));
        return String.join("\n", lines) + "\n";
    }
}
