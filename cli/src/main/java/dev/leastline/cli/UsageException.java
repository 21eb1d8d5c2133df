package dev.leastline.cli;

/** What the arguments alone show to be wrong: exit status 2. The message is one line. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
