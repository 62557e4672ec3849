/** Help beside the pages of reception: the form, imported sampling sheets and their rules, labels. */
export const receptionHelp = {
  newOrder: {
    zh: [
      "左边填委托：按名称或统一社会信用代码找委托单位，选任务来源和判定依据，应完成日期按工作日自动计算。",
      "右边每行一个样品，像电子表格一样用方向键、Tab、回车移动，Shift+方向键多选，Ctrl+D 向下填充，Ctrl+Z 撤销，Alt+回车重复一行。",
      "可从表格软件复制整块或一列，按 Ctrl+V 粘贴：先列出每一行的问题，再决定采用哪些行。",
      "扫商品条码填入产品、生产者和上次的检测项目，扫统一社会信用代码填入企业；样品量不够时标红并说明少多少。",
      "下方红字是还缺的内容，点一下跳到那一格。填写内容随时保存，换一台电脑也能接着填。",
      "按“登记并打印标签”后样品、容器编号一次产生，标签按扫描顺序打印。",
    ],
    en: [
      "Left the order, right a line for each sample, moved through like a spreadsheet: Shift+arrows choose, Ctrl+D fills down, Ctrl+Z undoes, Alt+Enter repeats a line, and a paste shows every line's problems first.",
      "A product barcode fills the line with its tests, a credit code the enterprise; too little sample is red with what is missing.",
      "What is still missing stands below in red and leads to its cell. What you type is kept all the time, also for another machine.",
    ],
  },
  samplingSheets: {
    zh: [
      "从国家抽检系统导出的表格导入抽样单：先看每一行的问题，列名不同时指定对应关系（会记住），重复的抽样单编号不再导入。",
      "检验项目、方法、判定依据按抽样日期当时有效的实施细则填好。样品到了，在收样页扫抽样单编号，核对封条后登记。",
      "页面下方导出已签发的监督抽检结果，供上传。",
    ],
    en: [
      "Sampling sheets from the national system's spreadsheet: every row's problems first, columns assigned and remembered, doubles left as they are.",
      "Items come from the rules in force on the day of sampling. When the sample arrives, scan the sheet's number at reception. Results of issued certificates are exported below.",
    ],
  },
  samplingRules: {
    zh: [
      "每年的抽检实施细则从表格导入为一个版本，由导入人以外的人与主管部门文件核对后签名启用。",
      "导入抽样单时按抽样日期取当时有效的最新版本；撤下的版本不影响已登记的样品。",
    ],
    en: [
      "The year's sampling rules are imported as a version and put into use by the signature of a second person.",
      "Sheets take the newest version in force on the day of sampling.",
    ],
  },
  labelDesigns: {
    zh: [
      "定标签的大小、用什么条码、每一行印什么；预览就是 203 dpi 打印机打出来的样子，扫不出来或看不清的样式不能保存。",
      "保存后在打印标签时选用；已打印的标签存有原件，改样式不影响重印。",
    ],
    en: [
      "The size of a label, its symbol, and what stands on it line by line; the preview is what a printer of 203 dpi prints.",
      "Saved designs may be chosen when labels are printed; a reprint is the frozen original.",
    ],
  },
};
