package io.xvad.onnx;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder into which ONNX Runtime unpacks its library. ONNX Runtime asks the JVM to delete the folder before the files in it, so
 * that an empty folder is left of every process. Which folder it is, is seen by comparing what there was before with what there is
 * after; where other processes have made such folders in between, nothing is removed.
 */
final class UnpackedFolder {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackedFolder.class);
    private static final String NAMES = "onnxruntime-java*";

    private final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    private final Set<Path> before = present();

    private Set<Path> present() {
        Set<Path> found = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, NAMES)) {
            folders.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot look into {}", temporary, e);
        }
        return found;
    }

    /** To be called when the library has been loaded, or could not be. */
    void removeWhenTheJvmEnds() {
        Set<Path> made = present();
        made.removeAll(before);
        if (made.size() == 1) {
            removeAtTheEnd(made.iterator().next());
        }
    }

    private static void removeAtTheEnd(Path folder) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "xvad-onnx-unpacked"));
        } catch (IllegalStateException e) {
            LOG.debug("the JVM ends already", e);
            remove(folder);
        }
    }

    /** On Windows a library that is in use cannot be deleted, and stays with its folder. */
    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot remove {}", folder, e);
        }
    }
}
