package dev.naru.admission.loop;

/** The version of this software, as a term names it. */
public final class SoftwareVersion {
  private SoftwareVersion() {}

  /** The build's version, or {@code development} outside of a jar. */
  public static String current() {
    String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
