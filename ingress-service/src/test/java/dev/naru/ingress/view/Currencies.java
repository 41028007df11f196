package dev.naru.ingress.view;

/** Currencies for tests in other packages. */
public final class Currencies {
  private Currencies() {}

  /** One whose log answers for ever, and has nothing that the view does not show. */
  public static ViewCurrency alwaysCurrent(Stamps stamps) {
    ViewCurrency currency = new ViewCurrency(() -> 0L, stamps);
    currency.contact();
    return currency;
  }
}
