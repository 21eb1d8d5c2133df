package dev.leastline.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** What the files or the numbers forbid: exit status 1. The message is one line. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
        super(message);
    }

    /** A file that cannot be written. */
    static FailedException writing(String file, IOException e) {
        String reason =
                switch (e) {
                    case NoSuchFileException missing -> "there is no such folder";
                    case AccessDeniedException denied -> "no permission to write there";
                    case FileSystemException other -> Objects.requireNonNullElse(other.getReason(), other.getMessage());
                    default -> String.valueOf(e.getMessage());
                };
        return new FailedException(file + ": cannot be written: " + reason);
    }
}
