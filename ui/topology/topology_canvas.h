// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_places.h"
#include "ui/value_tree/background_job.h"

#include <QElapsedTimer>
#include <QGraphicsView>
#include <QVariantAnimation>

namespace zmqscope {

class NodeItem;
class TopologyScene;

/// The picture of a graph on the screen: lays it out, and lets a person drag, zoom and walk through
/// it. Shows all of it until somebody zooms.
class TopologyCanvas final : public QGraphicsView {
    Q_OBJECT
public:
    static constexpr double minZoom = 0.1;
    static constexpr double maxZoom = 3;
    /// By itself it zooms no further in than this: two cards should not fill a wall.
    static constexpr double maxFitZoom = 1.15;

    explicit TopologyCanvas(QWidget *parent = nullptr);
    ~TopologyCanvas() override;

    TopologyScene &picture() const { return *m_scene; }
    void setGraph(const TopologyGraph &graph);

    double zoom() const { return transform().m11(); }
    /// Fits the whole picture, and from now on keeps it so.
    void fitAll();
    bool isFitting() const { return m_fits; }
    /// True while nodes go to their places, or places are being found.
    bool isMoving() const;
    void zoomBy(double factor);
    void setZoom(double zoom);
    /// Gives up every place, pinned or not.
    void layOutAnew();

    const TopologyPlaces &places() const { return m_places; }
    void setPinned(const QString &id, bool pinned);
    bool restorePlaces(const QByteArray &json);

signals:
    void activated(const QString &id);
    /// At @p position on the screen; @p id is empty for the background.
    void menuRequested(const QString &id, const QPoint &position);
    /// A person moved, pinned or laid out: what save() gives has changed.
    void placesChanged();
    void currentChanged(const QString &id);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    void arrange(bool anew);
    void showGraph();
    void zoomAt(double factor, const QPoint &position);
    void applyFit(bool gently);
    bool needsFit() const;
    void setCamera(double zoom, const QPointF &centre);
    bool walk(bool forward);
    void walkTowards(const QPointF &direction);
    void makeCurrent(NodeItem *item);
    void tellCurrent();

    TopologyScene *m_scene;
    TopologyGraph m_graph;
    TopologyPlaces m_places;
    BackgroundJob<LayoutPositions> m_layout;
    QElapsedTimer m_sinceEmpty; ///< while a session opens, its picture is still laid out as a whole
    QVariantAnimation m_camera;
    double m_cameraZoom[2] = {1, 1};
    QPointF m_cameraCentre[2];
    bool m_fits = true;
    bool m_touched = false; ///< since it was empty: then nothing moves by itself any more
};

} // namespace zmqscope
