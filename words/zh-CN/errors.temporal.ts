export const temporalErrors = {
  'temporal-not-found':
    '没有找到 Temporal {version}，流程引擎无法启动。任选一种办法：一、设置 TEMPORAL_ADDRESS，使用已有的 Temporal 服务；二、把 temporal {version} 放到 PATH 中；三、安装 Go 并保证能取得模块，程序会自行编译（只此一次，3–6 分钟）；四、允许访问 temporal.download，程序会自行下载。已经试过：{tried}',
  'temporal-not-started': 'Temporal 未能启动：{reason}。请查看日志 {log}；排除原因后重新运行即可，数据不受影响。',
};

/** 查找与启动 Temporal 时给等待的人看的话。 */
export const temporalLines = {
  downloading: '正在下载 Temporal {version}……',
  building: '下载不到 Temporal {version}，改用 Go 编译（只此一次，约 3–6 分钟）……',
  stillBuilding: '仍在编译 Temporal，已用 {seconds} 秒',
  built: 'Temporal 编译完成，用时 {seconds} 秒，存放于 {path}',
  waiting: '另一个进程（{pid}）正在准备 Temporal，等它完成……',
  adopted: '接着使用上次留下的 Temporal（进程 {pid}，{address}）',
  started: 'Temporal 已启动（进程 {pid}，{address}），用时 {seconds} 秒',
};
