package io.xvad.core.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder in which large weights of others lie outside the model file. A model keeps their file name and SHA-256; here they
 * are found and checked. Nothing is ever downloaded. Immutable and thread-safe.
 */
public final class ModelStore {

    /** System property that names the folder of {@link #standard}. */
    public static final String PROPERTY = "xvad.model.store";

    /** Environment variable that names the folder of {@link #standard}, where the property is not set. */
    public static final String VARIABLE = "XVAD_MODEL_STORE";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private final Path folder;

    private ModelStore(Path folder) {
        this.folder = folder;
    }

    /** The store in a folder, which need not be there yet. */
    public static ModelStore of(Path folder) {
        return new ModelStore(folder);
    }

    /**
     * The store in the folder that the system property {@value #PROPERTY} names, or else the environment variable {@value
     * #VARIABLE}, or else in {@code .xvad/models} in the user's home.
     */
    public static ModelStore standard() {
        return of(Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".xvad", "models")));
    }

    /** The folder that holds the weights. */
    public Path folder() {
        return folder;
    }

    /**
     * Finds a file and reads it once to check it.
     *
     * @param fileName name of the file, without a folder
     * @param sha256 SHA-256 of its bytes, in lower-case hex
     * @throws XvadUnavailableException if there is no such file; the message says which, and where it was looked for
     * @throws XvadModelException if it is another file of that name, or cannot be read
     * @throws IllegalArgumentException if the name is no plain file name
     */
    public Path find(String fileName, String sha256) {
        if (!FILE_NAME.matcher(fileName).matches()) {
            throw new IllegalArgumentException("'" + fileName + "' is not a plain file name");
        }
        Path file = folder.resolve(fileName);
        if (!Files.isRegularFile(file)) {
            throw new XvadUnavailableException("The weights '" + fileName + "' (SHA-256 " + sha256
                    + ") are missing: put that file into " + folder.toAbsolutePath()
                    + ", or name another folder with -D"
                    + PROPERTY + "=FOLDER or the environment variable " + VARIABLE);
        }
        requireSame(file, sha256);
        return file;
    }

    private static void requireSame(Path file, String wanted) {
        try {
            String found = Sha256.of(file);
            if (!found.equals(wanted)) {
                throw new XvadModelException(file + ": is another file than this model needs: its SHA-256 is " + found
                        + ", wanted " + wanted);
            }
        } catch (IOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
