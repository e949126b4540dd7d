package io.xvad.language.chat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a call failed, by the types of the exception and its causes.
 *
 * @param kind what went wrong
 * @param retryAfter the time after which the server wants to be asked again, if it says so
 * @param detail what was said, in one line; empty where it might show a key
 */
record Failure(Kind kind, Optional<Duration> retryAfter, String detail) {

    private static final int LONGEST = 200;
    private static final int SERVER_ERRORS = 500;

    /** What went wrong. */
    enum Kind {
        RATE_LIMIT("asks to wait (429)"),
        TIMEOUT("gives no answer in time; -o timeout=SECONDS gives a slow model more"),
        SERVER("fails"),
        AUTHENTICATION(
                "refuses the key (401, 403); give it in the environment variable or file that key-variable or key-file names, for a saved model in XVAD_API_KEY or the file that XVAD_API_KEY_FILE names"),
        NO_MODEL(
                "does not know the model (404); -o model=NAME names it as the server does, and the path of the endpoint often ends with /v1"),
        INVALID("refuses the question (4xx)"),
        FILTERED("withholds the answer"),
        UNREACHABLE("cannot be reached"),
        OTHER("fails");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether the same question may be answered a little later. */
        boolean passes() {
            return this == RATE_LIMIT || this == TIMEOUT || this == SERVER;
        }
    }

    static Failure of(RuntimeException failure) {
        List<Throwable> chain = chain(failure);
        Kind kind = chain.stream()
                .map(Failure::kind)
                .filter(each -> each != Kind.OTHER)
                .findFirst()
                .orElse(Kind.OTHER);
        Optional<Duration> after = chain.stream()
                .filter(RefusedException.class::isInstance)
                .map(RefusedException.class::cast)
                .findFirst()
                .flatMap(RefusedException::retryAfter);
        boolean mayShowAKey = kind == Kind.AUTHENTICATION;
        return new Failure(kind, after, mayShowAKey ? "" : line(chain.get(chain.size() - 1)));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static Kind kind(Throwable failure) {
        if (failure instanceof RateLimitException) {
            return Kind.RATE_LIMIT;
        } else if (failure instanceof TimeoutException) {
            return Kind.TIMEOUT;
        } else if (failure instanceof InternalServerException
                || failure instanceof HttpException http && http.statusCode() >= SERVER_ERRORS) {
            return Kind.SERVER;
        } else if (failure instanceof AuthenticationException) {
            return Kind.AUTHENTICATION;
        } else if (failure instanceof ModelNotFoundException) {
            return Kind.NO_MODEL;
        } else if (failure instanceof ContentFilteredException) {
            return Kind.FILTERED;
        } else if (failure instanceof InvalidRequestException) {
            return Kind.INVALID;
        } else if (failure instanceof UnresolvedModelServerException || failure instanceof IOException) {
            return Kind.UNREACHABLE;
        }
        return Kind.OTHER;
    }

    private static String line(Throwable root) {
        String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = said.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    /** In a line. */
    String inWords(String where) {
        return where + " " + kind.words + (detail.isEmpty() ? "" : ": " + detail);
    }
}
