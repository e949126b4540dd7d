package io.xvad.report;

import com.samskivert.mustache.Mustache;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Fills the templates of pages; all share one style sheet, {@code page.css}. */
public final class PageTemplate {

    private PageTemplate() {}

    /**
     * A page as HTML.
     *
     * @param owner the template lies beside this class
     * @param name of the template's file
     * @param page what it is filled from
     */
    public static String filled(Class<?> owner, String name, Object page) {
        try (Reader template = reader(owner, name)) {
            return Mustache.compiler()
                    .withLoader(part -> reader(PageTemplate.class, part))
                    .compile(template)
                    .execute(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader reader(Class<?> owner, String name) throws FileNotFoundException {
        InputStream in = owner.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " beside " + owner);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
