package dev.naru.model;

/** An impossible value in the settings; the message names the key and the rule. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingException(String key, String rule, Object found) {
    super("Expected '" + key + "' to be " + rule + ", but it is " + found);
  }
}
