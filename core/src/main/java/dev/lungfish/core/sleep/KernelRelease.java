package dev.lungfish.core.sleep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first two numbers of a kernel's release: what decides which files it has.
public record KernelRelease(int major, int minor) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?!\\d).*", Pattern.DOTALL);

    /// Understands a release.
    ///
    /// @param release as `uname -r` prints it: `6.1.0-35-amd64`
    public static KernelRelease parse(String release) {
        Matcher matcher = FORM.matcher(release.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no kernel release: '" + release.strip() + "'");
        }
        return new KernelRelease(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean isBefore(int otherMajor, int otherMinor) {
        return major != otherMajor ? major < otherMajor : minor < otherMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
