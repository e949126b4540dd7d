package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.XvadUnavailableException;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;

/** What a command says of why it failed, in one line; the lines of a pom that are missing come whole. */
final class Failure {

    private static final String DETAILS = " (XVAD_LOG=debug prints the stack trace)";

    private Failure() {}

    static String of(Throwable failure) {
        boolean linesToCopy = failure instanceof XvadUnavailableException;
        return linesToCopy ? message(failure) : message(failure).strip().replaceAll("\\R\\s*", "; ");
    }

    private static String message(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return "out of memory: the heap of " + heap + " MB is full; XVAD_HEAP=8g gives more (java -Xmx8g)";
        }
        if (failure instanceof InvalidPathException) {
            return failure.getMessage() + ": file names beyond ASCII need a UTF-8 locale; set LC_ALL=C.UTF-8";
        }
        return saysEnough(failure) ? String.valueOf(failure.getMessage()) : unexpected(failure) + DETAILS;
    }

    private static boolean saysEnough(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof CancellationException
                || failure instanceof XvadDataException
                || failure instanceof XvadModelException
                || failure instanceof XvadTrainingException
                || failure instanceof XvadUnavailableException;
    }

    private static String unexpected(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == failure ? failure.toString() : failure + ": " + cause;
    }
}
