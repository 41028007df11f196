package dev.naru.ingress.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * What operators do and ask, on its way to Postgres: each call in a transaction of its own, and no
 * caller waits longer than 3 s. Thread-safe.
 */
public final class Postgres {
  /** Whatever the data source allows others. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final EntityManagerFactory factory;

  public Postgres(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /**
   * Returns what the work returns; throws {@link StoreAwayException} if Postgres did not do it in
   * time, whether or not it does so later.
   */
  public <T> T call(Function<EntityManager, T> work) {
    CompletableFuture<T> done = CompletableFuture.supplyAsync(() -> inTransaction(work), THREADS);
    try {
      return done.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAwayException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new StoreAwayException(e);
    }
  }

  private <T> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager manager = factory.createEntityManager()) {
      EntityTransaction transaction = manager.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(manager);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }
}
