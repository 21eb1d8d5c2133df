package dev.leastline.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file as a whole or not at all: to a temporary file beside it, which then takes its name. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes to the file.
         *
         * @param out the file, buffered
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file; one that is there already is replaced at the end, and kept if anything fails.
     *
     * @param file where it is to be; a symbolic link is followed
     * @param content writes what is to be in it; whatever it throws is thrown on
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // A device or a pipe, such as /dev/stdout, cannot be replaced.
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                content.writeTo(out);
            }
            return;
        }
        Path folder = target.getParent();
        Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            publish(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    // A temporary file may be read by its owner alone; the one that it becomes has the rights that a new file gets.
    private static void publish(Path temporary, Path target) throws IOException {
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
            if (Files.exists(target)) {
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
            } else {
                Path probe = temporary.resolveSibling(temporary.getFileName() + "x");
                Files.createFile(probe);
                try {
                    Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(probe));
                } finally {
                    Files.delete(probe);
                }
            }
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
