package io.xvad.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of XVAD that is running, for provenance and audit records. */
public final class LibraryVersion {

    private static final Properties VERSIONS = read();

    private LibraryVersion() {}

    /** The version of this library, for example {@code 0.1.0}. */
    public static String current() {
        return VERSIONS.getProperty("version");
    }

    /** The version of ND4J that this version of XVAD trains with, whether it is on the class path or not. */
    public static String ofNd4j() {
        return VERSIONS.getProperty("nd4j");
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = LibraryVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("io/xvad/core/version.properties is missing from the xvad-core jar");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
